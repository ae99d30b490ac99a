const SECRET_KEY =
  /(?:^|[-_.])(?:pass(?:word|wd|phrase)?|secret|client[-_]?secret|token|credentials?|private[-_]?key|(?:account|access|api|sas|shared|storage)[-_]?key|connection[-_]?string)(?:$|[-_.])/i;
const CAMEL_SECRET =
  /(?:[cC]lientSecret|[pP]rivateKey|[aA]ccountKey|[aA]ccessKey|[aA]piKey|[cC]onnectionString|[aA]ccessToken|[pP]assword)$/;
const SECRET_VALUE =
  /-----BEGIN [A-Z ]*PRIVATE KEY-----|(?:AccountKey|SharedAccessKey|SharedAccessSignature|AccessKey)=|[?&]sig=[A-Za-z0-9%+/]|\beyJ[\w-]{10,}\.[\w-]{10,}\.|\b[A-Za-z0-9_~.-]{3}8Q~[A-Za-z0-9_~.-]{31,34}\b|\bgh[pousr]_[A-Za-z0-9]{30,}/;

/** Whether a key is the name of a secret: `password`, `clientSecret`, `connection-string`. */
export const isSecretKey = (key: string): boolean => SECRET_KEY.test(key) || CAMEL_SECRET.test(key);

/** Whether a text looks like a secret: a private key, a connection string, a signature, a token. Never print such a text. */
export const isSecretValue = (text: string): boolean => SECRET_VALUE.test(text);
