// Things that must be closed: how they are acquired, and whether dropping the last reference is enough.
// Source: fact j of the measurements (300 calls each, CPython 3.11): a dropped file, response or Session is closed by
// reference counting; a kept one is not. Cursors kept open exhaust PostgreSQL at 59.

import { anyOf, callOf } from '../text/call-words';

/** One way to acquire a resource. */
export interface ResourceRow {
  /** Dotted path as imported: `requests.Session`, or a builtin: `open`. */
  readonly acquire: string;
  /** What a person calls it. */
  readonly what: string;
  /** Methods that close it. */
  readonly close: readonly string[];
  /** Its own `with` closes it. */
  readonly closesInWith: boolean;
  /** Dropped by reference counting without harm: only a kept one is reported. */
  readonly freedWhenDropped: boolean;
}

const file = (acquire: string, what = 'file'): ResourceRow => ({
  acquire,
  what,
  close: ['close'],
  closesInWith: true,
  freedWhenDropped: true,
});

const connection = (
  acquire: string,
  what: string,
  close: readonly string[] = ['close', 'quit'],
  closesInWith = true,
): ResourceRow => ({
  acquire,
  what,
  close,
  closesInWith,
  freedWhenDropped: false,
});

/** The table. */
export const RESOURCES: readonly ResourceRow[] = [
  file('open'),
  file('io.open'),
  file('gzip.open', 'compressed file'),
  file('bz2.open', 'compressed file'),
  file('lzma.open', 'compressed file'),
  file('zipfile.ZipFile', 'ZIP archive'),
  file('tarfile.open', 'TAR archive'),
  file('odoo.tools.file_open'),
  file('tempfile.TemporaryFile', 'temporary file'),
  file('tempfile.NamedTemporaryFile', 'temporary file'),
  file('urllib.request.urlopen', 'HTTP response'),
  file('urllib2.urlopen', 'HTTP response'),
  file('requests.Session', 'HTTP session'),
  file('requests.session', 'HTTP session'),
  file('requests.stream', 'streamed HTTP response'),
  file('httpx.Client', 'HTTP session'),
  connection('ftplib.FTP', 'FTP connection'),
  connection('ftplib.FTP_TLS', 'FTP connection'),
  connection('smtplib.SMTP', 'SMTP connection'),
  connection('smtplib.SMTP_SSL', 'SMTP connection'),
  connection('imaplib.IMAP4', 'IMAP connection', ['logout', 'close', 'shutdown']),
  connection('imaplib.IMAP4_SSL', 'IMAP connection', ['logout', 'close', 'shutdown']),
  connection('poplib.POP3', 'POP connection', ['quit', 'close'], false),
  connection('poplib.POP3_SSL', 'POP connection', ['quit', 'close'], false),
  connection('socket.socket', 'socket'),
  connection('socket.create_connection', 'socket'),
  connection('paramiko.SSHClient', 'SSH connection', ['close']),
  connection('paramiko.Transport', 'SSH transport', ['close']),
  connection('pysftp.Connection', 'SFTP connection', ['close']),
  connection('psycopg2.connect', 'database connection', ['close'], false),
  connection('pymysql.connect', 'database connection', ['close'], false),
  connection('pymssql.connect', 'database connection', ['close'], false),
  connection('pyodbc.connect', 'database connection', ['close'], false),
  connection('cursor', 'database cursor', ['close']),
];

const BY_PATH: ReadonlyMap<string, ResourceRow> = new Map(RESOURCES.map((row) => [row.acquire, row]));

/** The row of a dotted path. */
export function resourceRow(path: string): ResourceRow | undefined {
  return BY_PATH.get(path);
}

const LAST_NAMES = unique(RESOURCES.map(({ acquire }) => acquire.slice(acquire.lastIndexOf('.') + 1)));

/** An import that brings a row under another name: `from ftplib import FTP as Client`. */
export const RESOURCE_IMPORTS = new RegExp(
  `import\\b[^\\n(]*(?:\\([^)]*)?\\b(?:${LAST_NAMES.join('|')})[ \\t]+as\\b`,
);

/** Calls with the last name of a row (`socket.socket(`, `http.Session(`), and `stream=`, an argument of any request. */
export const RESOURCE_CALLS = anyOf(callOf(...LAST_NAMES), /=(?<=\bstream=)/);

/** A text that has none of these acquires nothing, unless it stands below such an import. */
export const RESOURCE_WORDS = anyOf(RESOURCE_CALLS, RESOURCE_IMPORTS);

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}
