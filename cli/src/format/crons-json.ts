// The scheduled actions as JSON: the contract that scripts rely on.

import type { CronListing, SourceLine } from '../../../engine/src/index';

/** Writes every scheduled action, in the order given; what a record does not say is null. */
export function cronsJson(crons: readonly CronListing[], pathOf: (path: string) => string): string {
  const place = ({ path, line }: SourceLine) => ({ path: pathOf(path), line: line + 1 });
  const entries = crons.map((cron) => ({
    id: cron.id,
    name: cron.name,
    active: cron.active ?? null,
    interval: cron.interval ?? null,
    source: place(cron.source),
    model: cron.model ?? null,
    calls: cron.calls.map(({ model, method, definitions }) => ({
      model: model ?? null,
      method,
      definitions: definitions.map(place),
    })),
  }));
  return `${JSON.stringify({ crons: entries }, undefined, 2)}\n`;
}
