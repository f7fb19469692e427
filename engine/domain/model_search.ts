/** Only there where another dimension has one of some values. */
export interface SearchCondition {
  /** Name of the other dimension, which comes earlier. */
  name: string;
  /** Its values. */
  among: readonly (number | string)[];
}

/** A number that a search chooses. */
export interface NumberDimension {
  /** What is chosen. */
  name: string;
  /** Any number, or whole ones. */
  kind: "real" | "integer";
  /** Smallest. */
  low: number;
  /** Largest, itself allowed. */
  high: number;
  /** Whether factors count, not differences. */
  log: boolean;
  /** Where it is asked at all; always unless given. */
  when?: SearchCondition;
}

/** One of several values. */
export interface ChoiceDimension {
  /** What is chosen. */
  name: string;
  /** One of a list. */
  kind: "choice";
  /** The list. */
  choices: readonly (number | string)[];
  /** Where it is asked at all; always unless given. */
  when?: SearchCondition;
}

/** One thing that a search chooses. */
export type SearchDimension = NumberDimension | ChoiceDimension;

/** A value for every dimension that is asked. */
export type SearchPoint = Readonly<Record<string, number | string>>;

/** Information gain over the best baseline, nats per window, with its 95 % interval. */
export interface GainInterval {
  /** Mean. */
  nats: number;
  /** Lower end of the block-bootstrap interval. */
  low: number;
  /** Upper end of the block-bootstrap interval. */
  high: number;
}

/** A stretch that the choice of a trial never saw, and how that trial did there. */
export interface NestedStretch extends GainInterval {
  /** Issue time of the first scored window, ISO 8601. */
  from: string;
  /** Issue time of the last scored window, ISO 8601. */
  to: string;
  /** Scored windows. */
  windows: number;
  /** The best trial of the search on all earlier stretches, and on no others. */
  point: SearchPoint;
  /** Epochs that it was taken with; 0 where the baseline was, as the trial did not beat it enough. */
  epochs: number;
  /** How the trial did there once trained, whether or not it was taken. */
  trained: GainInterval;
}

/** What the choice is worth once the search is repeated on earlier stretches alone. */
export interface NestedScore extends GainInterval {
  /** The same if the best trial were always taken, the baseline never. */
  trained: GainInterval;
  /** Scored windows. */
  windows: number;
  /** The stretches, in order of time. */
  stretches: NestedStretch[];
}

/** Where the mean gain on one more stretch lies with 95 % probability, before it is seen. */
export interface ExpectedNext {
  /** Lower end, nats per window. */
  low: number;
  /** Upper end, nats per window. */
  high: number;
  /** Windows of that stretch. */
  windows: number;
  /** Scored stretches that it comes from; of one their scatter is not known. */
  fromStretches: number;
}

/** The winner's score on the last part of the data, which no search has seen. */
export interface UntouchedScore extends GainInterval {
  /** Scored windows. */
  windows: number;
  /** Whether the nested score lies in this score's own interval. */
  holdsNested: boolean;
  /** Whether this score lies where one more stretch was expected. */
  isAsExpected: boolean;
}

/** A search for a model, as its card tells of it. */
export interface ModelSearch {
  /** Trials that were finished. */
  trials: number;
  /** Trials that were asked for. */
  asked: number;
  /** How trials were chosen. */
  sampler: string;
  /** Trials that were chosen at once, on what earlier ones had shown. */
  generation: number;
  /** Epochs of each rung of the halving. */
  rungs: number[];
  /** One in so many goes on to the next rung. */
  eta: number;
  /** Rolling-origin stretches that the trials were scored on, all before the test part. */
  folds: number;
  /** What was searched. */
  space: SearchDimension[];
  /** Seed of the search. */
  seed: number;
  /**
   * The best trial: what it is, and its score on the stretches that it was chosen on. Of 0 epochs it is
   * left at its baseline, as it did not beat that by more than its standard error.
   */
  winner: GainInterval & { trial: number; point: SearchPoint; epochs: number };
  /** What the choice is worth: a mean over stretches, with the interval of the mean. */
  nested: NestedScore;
  /** Where the score of one stretch as long as the last part was to be expected. */
  next: ExpectedNext;
  /** The winner's score on the last part. */
  untouched: UntouchedScore;
  /** The same in plain words. */
  sentence: string;
}

/** One trial of a leader board. */
export interface LeaderBoardRow extends GainInterval {
  /** Place, from 1. */
  rank: number;
  /** Number of the trial, from 1. */
  trial: number;
  /** What it was. */
  point: SearchPoint;
  /** Rung reached, from 1. */
  rung: number;
  /** Epochs that the score is of. */
  epochs: number;
  /** Epochs trained in all, on all folds and rungs. */
  epochsInAll: number;
  /** Seconds of one thread that all of it took. */
  seconds: number;
  /** Why it has no score, where it has none. */
  failure?: string;
}

/** Trials of a search, the best first. */
export interface LeaderBoard {
  /** What was searched. */
  space: readonly SearchDimension[];
  /** Rungs of the halving. */
  rungs: number;
  /** Whether the baseline wins: no trial beat it by more than its standard error. */
  baselineWins: boolean;
  /** Trials. */
  rows: LeaderBoardRow[];
}
