// Fields that hold the content of files.
// Source: addons/base/models/ir_attachment.py, image_mixin.py (17.0 to 19.0); Binary fields are read for the whole
// prefetch set, up to 1000 records at a time (facts b and i of the measurements).

/** Files of a batch that fit into memory together. */
export const BATCH_OF_FILES = 50;

const CONTENT_OF_ATTACHMENT: ReadonlySet<string> = new Set(['datas', 'raw', 'db_datas']);
/** Fields of `image.mixin` that are no thumbnails. */
const IMAGE_OF_MIXIN = /^image_(?:1920|1024|512)$/;
/** Thumbnails, keys, certificates: a few kB each. */
const SMALL_CONTENT =
  /^avatar_|_(?:64|128|256)$|(?:^|_)(?:key|cert|certificate|pem|pfx|p12|icon|logo|favicon)(?:_|$)/;

/** Whether a field of a model holds the content of a file; `type` is its class, where a class here declares it. */
export function isFileContent(model: string, name: string, type: string | undefined): boolean {
  if (model === 'ir.attachment') return CONTENT_OF_ATTACHMENT.has(name);
  if (SMALL_CONTENT.test(name)) return false;
  return type === undefined ? IMAGE_OF_MIXIN.test(name) : type === 'Binary' || type === 'Image';
}
