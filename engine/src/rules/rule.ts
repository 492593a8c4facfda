// What a rule is. A rule is one file with one page beside it; it asks its context, it never walks the workspace.

import type { Severity } from '../check/report';
import type { Fix, NoFix } from '../fixes/fix';
import type { FixContext } from '../fixes/fix-context';
import type { Binding, ClassOutline, FieldOutline, FileOutline, MethodOutline } from '../outline/outline';
import type { PlacedFetch, PlacedLoop, PlacedSearch, UseHow } from '../scheduled/analysis';
import type { ReachedRuns } from '../scheduled/reached-runs';
import type { MethodFacts } from '../semantics/evaluate-method';
import type { Facts, LoopFact } from '../semantics/fact';
import type { MethodRef } from '../semantics/program';
import type { OriginId } from '../semantics/value';
import type { LocalSpan, Span } from '../text/span';

/** A rule. Each check that is there is for one kind of thing that the rule looks at. */
export interface Rule {
  /** Names the bad thing; also the name of its file and its page. */
  readonly id: string;
  /** One sentence for lists. */
  readonly summary: string;
  readonly severity: Severity;
  /** Looks at each way in which a scheduled method runs. */
  readonly checkScheduled?: (run: MethodFacts, context: ScheduledContext) => Iterable<LocalFinding>;
  /** Looks at any method of an addon whose text matches `words`. */
  readonly checkMethod?: (run: MethodFacts, context: MethodContext) => Iterable<LocalFinding>;
  readonly words?: RegExp;
  /** Imports that may bring what the rule is about under a name without any of the words. */
  readonly imports?: RegExp;
  /** A second look at a method whose text has the words: false where nothing can be found, and nothing is parsed. */
  readonly mayConcern?: (text: string, method: MethodOutline) => boolean;
  /** Looks at what a file declares. */
  readonly checkFile?: (file: FileContext) => Iterable<FileFinding>;
  /** Looks at the scheduled actions that a data file declares. */
  readonly checkData?: (data: DataContext) => Iterable<FileFinding>;
}

/** A finding in a method, in offsets of the method. */
export interface LocalFinding {
  readonly at: LocalSpan;
  readonly message: string;
  readonly severity?: Severity;
  readonly related?: readonly LocalRelated[];
  /** Run when somebody asks for the fix. */
  readonly fixes?: () => readonly (Fix | NoFix)[];
}

/** A second place, in offsets of the method that it stands in. */
export interface LocalRelated {
  readonly ref: MethodRef;
  readonly at: LocalSpan;
  readonly message: string;
}

/** A finding outside methods, in offsets of the file. */
export interface FileFinding {
  readonly at: Span;
  readonly message: string;
  readonly severity?: Severity;
  readonly related?: readonly { readonly at: Span; readonly message: string }[];
  /** Run when somebody asks for the fix. */
  readonly fixes?: () => readonly (Fix | NoFix)[];
}

/** A yes, a no, or not known: `unknown` is never evidence. */
export type Certainty = 'yes' | 'no' | 'unknown';

/** What the workspace knows of any method. */
export interface MethodQuestions {
  /** The series that the method's addon is for: `17.0`; undefined when it is not known. */
  odoo(): string | undefined;
  /** Whether the workspace has a method of that name for the model; for any model, when that is not known. */
  isDefined(model: string | undefined, method: string): boolean;
  /** Whether anything that is scheduled reaches the method. */
  isScheduled(): boolean;
  /** Whether the facts may release the cache, by themselves or by what they call. */
  releases(facts: Facts): boolean;
  /** What the facts call, and what that calls. */
  reached(facts: Facts): ReachedRuns;
}

/** What a rule may ask about any method. */
export interface MethodContext extends MethodQuestions {
  /** The method's own text. */
  readonly text: string;
  /** The text of the file that it stands in. */
  fileText(): string;
  /** The class that the method belongs to. */
  readonly owner: ClassOutline | undefined;
  fixContext(): FixContext;
}

/** Where a scheduled run stands. */
export interface ScheduledBase extends MethodContext {
  /** The code of a data record, where the run is one. */
  readonly code: ScheduledCode | undefined;
  /** The scheduled action, where its code calls this method itself. */
  readonly cron: DirectCron | undefined;
}

/** What a rule may ask about a scheduled method. */
export interface ScheduledContext extends ScheduledBase {
  /** Loops of the run that leak: what `loop-without-release` and `batch-without-release` report. */
  leakingLoops(): readonly LoopFact[];
  /** Whether a loop that is reported goes over the records of a search, or of a query. */
  isCovered(origin: OriginId): boolean;
  /** Whether a loop goes over the search's records, or their ids, in batches that keep nothing. */
  isBatched(origin: OriginId): boolean;
  /** Whether records of the search came into this run by `self` or an argument. */
  isGiven(origin: OriginId): boolean;
  /** Leaking loops of other methods over the search's records. */
  loopsGiven(origin: OriginId): readonly PlacedLoop[];
  usesOf(origin: OriginId): ReadonlySet<UseHow>;
  /** How the search's records are used in this method, what it calls left out. */
  usesHere(origin: OriginId): ReadonlySet<UseHow>;
  search(origin: OriginId): PlacedSearch | undefined;
  fetch(origin: OriginId): PlacedFetch | undefined;
  /** Whether a field is stored as it is written: neither computed nor another model's. */
  isPlainField(model: string, field: string): Certainty;
  /** Set when it is sure that records of the model have no such method. */
  missingMethod(model: string, name: string): MissingMethod | undefined;
  /** Whether the model of the action whose code this is has a method of that name here. */
  actionModelHas(method: string): boolean;
  /** Whether no addon can give the code of actions names beyond Odoo's. */
  knowsActionNames(): boolean;
  /** A field as the workspace declares it; undefined when it does not. */
  field(model: string, name: string): FieldOutline | undefined;
  /** Whether the table holds the records of a model with few of them. */
  isSmallTable(table: string): boolean;
  isMailThread(model: string): Certainty;
  isTracked(model: string, field: string): Certainty;
}

/** A method that a model surely does not have. */
export interface MissingMethod {
  /** Another model that has a method of that name. */
  readonly elsewhere: string | undefined;
  /** A method of the model whose name differs by a slip of the keyboard. */
  readonly similar: string | undefined;
  /** A class that was meant to give the model the method, and makes a model of its own instead. */
  readonly stray: string | undefined;
}

/** A scheduled action that calls a method itself. */
export interface DirectCron {
  /** `1 days`; undefined when it cannot be read. */
  readonly interval: string | undefined;
  /** The Python that calls the method, when it can be read. */
  readonly code: string | undefined;
}

/** The code of an `ir.cron` record. */
export interface ScheduledCode {
  readonly text: string;
  /** Its file is in a manifest. */
  readonly loaded: boolean;
  /** Undefined when it is written in a way that cannot be read. */
  readonly active: boolean | undefined;
}

/** What a rule may ask about a file. */
export interface FileContext {
  readonly path: string;
  readonly text: string;
  readonly outline: FileOutline;
  /** Whether a worker loads it, as far as can be told: it stands in an addon, or the workspace has none at all. */
  readonly isAddonCode: boolean;
  /** The facts of a method of this file, called in no particular way. */
  facts(method: MethodOutline, owner: ClassOutline | undefined): MethodFacts | undefined;
}

/** What a rule may ask about a data file. */
export interface DataContext {
  readonly path: string;
  readonly text: string;
  /** The series that the file's addon is for; undefined when it is not known. */
  readonly odoo: string | undefined;
  /** Whether a manifest names the file: else Odoo never reads it. */
  readonly isLoaded: boolean;
  readonly crons: readonly DataCron[];
  /** Whether the workspace declares the field on the model. */
  declares(model: string, field: string): boolean;
}

/** A scheduled action as a data file writes it. */
export interface DataCron {
  readonly at: Span;
  readonly fields: readonly DataCronField[];
}

/** A field that a record gives a value. */
export interface DataCronField {
  readonly name: string;
  readonly at: Span;
}

/** A binding with the class that it stands in, if any. */
export interface OwnedBinding {
  readonly binding: Binding;
  readonly owner: ClassOutline | undefined;
}

/** Gives a rule its type. */
export function defineRule(rule: Rule): Rule {
  return rule;
}
