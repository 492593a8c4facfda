// Names of methods that reach outside the database: HTTP, mail, payment, files on other machines.
// Source: the cron methods of Odoo 17 to 19 and of OCA that commit for each record, read one by one.

/** A called name that says so. What it does cannot be rolled back, so a commit right after it is meant. */
export const OUTSIDE_CALL =
  /(^|_)(send|post|put|push|upload|sync|mail|email|sms|notify|transmit|publish|export|import|submit|request|requests|fetch|download|call|api|pay|payment|charge|print|deliver|urlopen|retr|stor|storbinary|execute_kw|rpc|webhook|unlink_file|remove|rename)(_|$)/;
