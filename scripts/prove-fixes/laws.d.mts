import type { Span, TextEdit } from '../../engine/src/index';

export declare function missing(old: readonly string[], now: readonly string[]): readonly string[];
export declare function lostLine(
  before: string,
  after: string,
  edits: readonly TextEdit[],
): string | undefined;
export declare function crlf(text: string): string;
export declare function tabs(text: string, strings: readonly Span[]): string;
