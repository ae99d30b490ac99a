/** Clears the screen, sets the title, rings, turns the reading direction, and writes over the line: in 7 and in 8 bits. */
export const EVIL = '\x1b[2J\x1b]0;owned\x07\u202e\r\n\u009b31mevil';

/** What of it must never reach a terminal. aks-setup itself writes none of these. */
export const FORBIDDEN = ['\x1b[2J', '\x1b]0', '\x07', '\u202e', '\u009b'];
