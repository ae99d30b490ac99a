// Builds dist/ and says nothing unless something is wrong: the lines of the program below it should be the first.
import { build } from 'rolldown';
import config from './rolldown.config.js';

await build({ ...config, logLevel: 'warn' });
