// What is in a file that the user drops on the page.

export const KINDS = [
  ["moc", "a region (MOC)"],
  ["probability", "a probability map"],
  ["footprint", "an image, whose outline is the region"],
  ["targets", "a list of targets"],
];

const HEAD_BYTES = 256 * 1024;
const TABLES = /\.(csv|tsv|vot|votable|xml|ecsv|jsonl|ndjson)$/;

/** "moc", "probability", "footprint" or "targets" by name and content, or null: then the user has to say. */
export function kindOf(name, bytes) {
  const plainName = name.toLowerCase().replace(/\.gz$/, "");
  const text = latin(bytes);
  if (text.startsWith("SIMPLE  =")) {
    return ofFits(text, plainName);
  }
  const begin = text.replace(/^\ufeff|^\u00ef\u00bb\u00bf/, "").trimStart();
  if (/^\{\s*"\d{1,2}"\s*:\s*\[/.test(begin) || /^[s\s]*\d{1,2}\/[\d\s,\-/]+$/.test(begin.slice(0, 2000))) {
    return "moc";
  }
  if (
    begin.startsWith("<?xml") ||
    /^<(\w+:)?VOTABLE/i.test(begin) ||
    begin.startsWith("# %ECSV") ||
    TABLES.test(plainName)
  ) {
    return "targets";
  }
  return null;
}

function ofFits(text, name) {
  // the cards of the headers that are in the first bytes
  const card = (pattern) => pattern.test(text);
  if (card(/TTYPE\d+ *= *'(PROBDENSITY|PROB)\b/i)) {
    return "probability";
  }
  if (card(/MOCORD_?\w* *=|MOCVERS *=|ORDERING= *'(NUNIQ|RANGE)/i) || name.includes("moc")) {
    return "moc";
  }
  if (card(/CTYPE1 *= *'[\w-]+/) || card(/ZCMPTYPE=/)) {
    return "footprint";
  }
  return card(/XTENSION= *'BINTABLE/) ? "targets" : null;
}

function latin(bytes) {
  let text = "";
  for (let from = 0; from < bytes.length; from += 8192) {
    text += String.fromCharCode(...bytes.subarray(from, from + 8192));
  }
  return text;
}

/** The first bytes of a file, unpacked if it is packed by gzip. */
export async function head(file) {
  const first = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
  if (first[0] !== 0x1f || first[1] !== 0x8b) {
    return first;
  }
  const reader = new Blob([first]).stream().pipeThrough(new DecompressionStream("gzip")).getReader();
  const parts = [];
  let length = 0;
  try {
    while (length < HEAD_BYTES) {
      const { done, value } = await reader.read();
      if (done) {
        break;
      }
      parts.push(value);
      length += value.length;
    }
    reader.cancel().catch(() => {});
  } catch {
    // the piece ends amid the packed data: what came before it is enough
  }
  const all = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all.subarray(0, HEAD_BYTES);
}
