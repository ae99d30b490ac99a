export { rightsFor } from './rights/index.ts';
