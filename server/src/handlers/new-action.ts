// A new scheduled action: what a client asks the user with, and the edit of the addon that it gets for the answers.

import type { NewActionRequest } from '../../../engine/src/index';
import { type Context, guarded } from '../context';
import { toPlanEdit } from '../convert';
import { planFiles, textsOf } from '../plan-documents';
import {
  NEW_ACTION,
  NEW_ACTION_CHOICES,
  type NewActionAnswer,
  type NewActionChoices,
  type NewActionChoicesParams,
  type NewActionParams,
} from '../protocol';
import type { Session } from '../session';

/** Serves `cronvet/newActionChoices` and `cronvet/newAction`. */
export function serveNewAction(context: Context): void {
  const { connection, session } = context;
  connection.onRequest(
    NEW_ACTION_CHOICES,
    guarded(context, { addons: [] }, async (params: NewActionChoicesParams): Promise<NewActionChoices> => {
      await Promise.all(session.roots().map((root) => root.whenRead()));
      return choices(session, params);
    }),
  );
  connection.onRequest<NewActionAnswer, void>(
    NEW_ACTION,
    guarded(context, { refused: 'Something went wrong: see the output.' }, (params: NewActionParams) =>
      answer(session, params),
    ),
  );
}

function choices(session: Session, { uri, position }: NewActionChoicesParams): NewActionChoices {
  const addons = session
    .roots()
    .flatMap((root) =>
      root.workspace
        .addons()
        .map(({ name, root: folder }) => ({ root: root.place.uri, addon: folder, name })),
    );
  const place = uri === undefined ? undefined : session.locate(uri);
  if (uri === undefined || place === undefined) return { addons };
  const document = session.document(uri);
  const offset = document && position ? document.text.offsetAt(position) : 0;
  const { addon, model } = place.root.workspace.aroundNewAction(place.path, offset);
  const own = addons.find((one) => one.root === place.root.place.uri && one.addon === addon);
  return { addons, ...(own && { own }), ...(model !== undefined && { model }) };
}

async function answer(session: Session, { root: uri, ...asked }: NewActionParams): Promise<NewActionAnswer> {
  const root = session.roots().find(({ place }) => place.uri === uri);
  if (!root) return { refused: 'The folder is not open any more.' };
  await root.whenRead();
  const request: NewActionRequest = asked;
  const files = await planFiles(session, root, root.workspace.newActionFiles(request));
  const plan = root.workspace.newAction(request, textsOf(files));
  if (plan.kind === 'refused') return { refused: plan.reason };
  return { edit: toPlanEdit(plan, files, session.features) };
}
