import { NotRun, type Seen } from './port.ts';

/** A 404 with one of these codes does not say that the thing is absent: it says that the question could not be put. */
const NOT_ABSENT = new Set([
  'InvalidResourceType',
  'InvalidResourceNamespace',
  'MissingSubscription',
  'SubscriptionNotFound',
]);

const SIGN_IN = new Set([
  'CredentialUnavailableError',
  'AuthenticationRequiredError',
  'AuthenticationError',
  'ChainedTokenCredentialError',
]);

interface Failure {
  readonly name: string;
  readonly message: string;
  readonly status: number | undefined;
  readonly code: string;
  readonly requestId: string | undefined;
}

/**
 * What an error of the SDK means for a question: absent, or not run and why. An error that is no answer of Azure's
 * (a bug of ours) is thrown again as it is.
 * @throws NotRun
 */
export function readFailure(
  error: unknown,
  question: { readonly needs: string; readonly absent?: readonly string[] },
): Seen<never> {
  if (error instanceof NotRun) throw error;
  if (isNotRun(error)) throw new NotRun(error.why);
  const failure = describe(error);
  const { status, code } = failure;
  if (status === 404 && (!NOT_ABSENT.has(code) || question.absent?.includes(code))) return { is: 'absent' };
  if (SIGN_IN.has(failure.name)) throw new NotRun(signedOut(failure));
  if (status === 401) throw new NotRun(`Azure refused the sign-in (${code || 401}); run az login again`);
  if (status === 403) throw new NotRun(refusal(failure, question.needs));
  if (code === 'MissingSubscriptionRegistration')
    throw new NotRun('its resource provider is not registered in the subscription');
  if (status === 429)
    throw new NotRun(`Azure is throttling requests (429${traced(failure)}); try again in some minutes`);
  if (status !== undefined) throw new NotRun(`${answered(failure)}${traced(failure)}`);
  if (failure.name === 'RestError') throw new NotRun(`no answer from Azure (${code || firstLine(failure.message)})`);
  throw error;
}

/** The SDK's words for a missing az fill three lines, and az login would not help. */
const signedOut = ({ message }: Failure): string =>
  message.startsWith('Azure CLI could not be found')
    ? 'not signed in: az is not installed; install it (https://aka.ms/azure-cli) and run az login'
    : `not signed in: ${firstLine(message)}; run az login`;

/** The emulator throws its own: it imports nothing of ours. */
const isNotRun = (error: unknown): error is { readonly why: string } =>
  error instanceof Error && error.name === 'NotRun' && 'why' in error;

const refusal = (failure: Failure, needs: string): string =>
  failure.code === 'RequestDisallowedByPolicy' || failure.code === 'DenyAssignmentAuthorizationFailed'
    ? `refused (${failure.code}): needs ${needs}`
    : `no permission: needs ${needs}`;

const answered = ({ status, code, message }: Failure): string =>
  [`Azure answered ${status} ${code || 'without a code'}`, firstLine(message)].filter((part) => part !== '').join(': ');

const traced = (failure: Failure): string => (failure.requestId ? `, request ${failure.requestId}` : '');

const firstLine = (message: string): string => message.split(/[\r\n]/, 1)[0]?.slice(0, 300) ?? '';

/** Reads the error by its fields, not its class: loading the SDK to name a class would cost more than the check. */
function describe(error: unknown): Failure {
  const fields = error as Partial<{
    name: string;
    message: string;
    statusCode: number;
    code: string;
    details: { error?: { code?: string; message?: string } };
    response: { headers?: { get(name: string): string | undefined }; bodyAsText?: string };
  }>;
  const body = fields.details?.error ?? parsedError(fields.response?.bodyAsText);
  return {
    name: fields.name ?? '',
    message: body?.message ?? ownMessage(fields.message ?? String(error)),
    status: fields.statusCode,
    code: body?.code ?? fields.code ?? '',
    requestId: fields.response?.headers?.get('x-ms-request-id') ?? fields.response?.headers?.get('request-id'),
  };
}

/** For a page of a list the SDK keeps Azure's code but not its words, and puts its own about paging in their place. */
const ownMessage = (message: string): string => (message.startsWith('Pagination failed') ? '' : message);

function parsedError(text: string | undefined): { code?: string; message?: string } | undefined {
  try {
    return (JSON.parse(text ?? '') as { error?: { code?: string; message?: string } } | null)?.error;
  } catch {
    return undefined;
  }
}
