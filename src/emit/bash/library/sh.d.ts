/** Shell fragments are imported as text; see shell-text.js. */
declare module '*.sh' {
  const text: string;
  export default text;
}
