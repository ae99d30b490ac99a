/** Shell fragments are imported as text; see shell-text.js. */
declare module '*.sh' {
  export const text: string;
}
