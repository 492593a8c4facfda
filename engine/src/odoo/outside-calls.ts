// Names of methods that reach outside the database: HTTP, mail, payment, files on other machines.
// Source: the cron methods of Odoo 17 to 19 and of OCA that commit for each record, read one by one.

/** A called name that says so. What it does cannot be rolled back, so a commit right after it is meant. */
export const OUTSIDE_CALL =
  /(^|_)(send|post|put|push|upload|sync|mail|email|sms|notify|transmit|publish|export|import|submit|request|requests|fetch|download|call|api|pay|payment|charge|print|deliver|urlopen|retr|stor|storbinary|execute_kw|rpc|webhook|unlink_file|remove|rename)(_|$)/;

/** Modules whose calls wait for another machine or another process. Source: their own documentation. */
export const WAITING_MODULES: ReadonlySet<string> = new Set([
  'aiohttp',
  'boto3',
  'ftplib',
  'git',
  'http',
  'httpx',
  'imaplib',
  'paramiko',
  'pexpect',
  'poplib',
  'pysftp',
  'requests',
  'smtplib',
  'socket',
  'subprocess',
  'suds',
  'urllib',
  'urllib2',
  'urllib3',
  'xmlrpc',
  'xmlrpclib',
  'zeep',
]);

/** Of these modules, what only puts an address together or names an error. */
export const WAITS_FOR_NOTHING =
  /^(?:parse|quote|quote_plus|unquote|urlencode|urljoin|urlparse|urlsplit|exceptions|Session|session)$/;

/** Functions of such modules under their own names, and Odoo's own ways to call a service. */
export const WAITING_FUNCTIONS =
  /^(?:urlopen|urlretrieve|Popen|check_call|check_output|ServerProxy|jsonrpc|iap_jsonrpc|(?:_|[a-z_]*_)?(?:http|api)_request)$/;

/** What a connection is called by those who keep one, and what is called on it. */
export const CONNECTIONS = /(?:^|_)(?:ftp|http|imap|session|sftp|smtp|ssh)$/;
export const WAITING_METHODS =
  /^(?:delete|exec_command|fetch|get|listdir|patch|post|put|request|retrbinary|send|sendmail|storbinary)$/;

/** What a SOAP client is called: its calls go by `client.service.GetOrders()`. */
export const SOAP_CLIENT = /client|soap|wsdl|zeep/i;

/** Records that wait for another machine are committed few at a time: half a second each is far below the limit of a run then. */
export const BATCH_OF_CALLS = 10;
