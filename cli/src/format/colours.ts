// Whether output is coloured: as the user says, else only for somebody who looks at a terminal.

import pc from 'picocolors';
import type { Output } from '../host';

/** Paints text, or leaves it as it is. */
export type Colours = Pick<
  ReturnType<typeof pc.createColors>,
  'bold' | 'dim' | 'red' | 'yellow' | 'green' | 'cyan'
>;

/** `--no-color` and NO_COLOR win over FORCE_COLOR, and that over what the stream is. */
export function coloursFor(
  output: Output,
  env: Readonly<Record<string, string | undefined>>,
  wanted: 'auto' | 'never',
): Colours {
  if (wanted === 'never' || (env['NO_COLOR'] ?? '') !== '') return pc.createColors(false);
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return pc.createColors(forced !== '0' && forced !== 'false');
  return pc.createColors(output.isTty && env['TERM'] !== 'dumb');
}
