import type { Session } from '../core/session.ts';
import type { WizardPort } from './tui/port.ts';

/** Keeps the draft. Returns why it could not: a full disk must not end the wizard, and must not stay unsaid. */
export function saveDraft(port: Pick<WizardPort, 'saveDraft'>, session: Session): string | undefined {
  try {
    port.saveDraft(session);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
