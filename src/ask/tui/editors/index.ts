import type { Shape } from '../../../core/kind.ts';
import { choiceEditor } from './choice.ts';
import type { Editor } from './editor.ts';
import { fieldEditor } from './field.ts';
import { isMulti, multiEditor } from './multi.ts';
import { recordsEditor } from './records.ts';
import { rowsEditor } from './rows.ts';

/** The editor for a kind of answer. */
export function editorFor(kind: Shape): Editor {
  switch (kind.tag) {
    case 'toggle':
    case 'choice':
      return choiceEditor;
    case 'list':
      return isMulti(kind) ? multiEditor : rowsEditor;
    case 'map':
      return rowsEditor;
    case 'records':
      return recordsEditor;
    default:
      return fieldEditor;
  }
}
