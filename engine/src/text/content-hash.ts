// A 53-bit content hash (cyrb53, public domain, by bryc): enough to tell the texts of one workspace apart.

/** Hash of a text slice; equal texts have equal hashes. */
export type ContentHash = number;

/** Hashes `text` between `start` and `end`. */
export function contentHash(text: string, start = 0, end = text.length): ContentHash {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let i = start; i < end; i++) {
    const unit = text.charCodeAt(i);
    high = Math.imul(high ^ unit, 2654435761);
    low = Math.imul(low ^ unit, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return 4294967296 * (2097151 & low) + (high >>> 0);
}
