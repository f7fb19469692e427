import type { AlertMessage } from "./alert_message.ts";
import type { Pick } from "./pick.ts";
import type { ReviewDecision, ReviewKind, ReviewState } from "./review.ts";

/** An event as a list or a map shows it. */
export interface LiveEvent {
  /** Its identifier, the one in the database. */
  readonly id: string;
  /** Which version of it, from 1. */
  readonly revision: number;
  /** Whether a person has looked at it. */
  readonly status: "automatic" | "reviewed" | "deleted";
  /** Origin time, UTC epoch milliseconds. */
  readonly timeMs: number;
  /** Degrees north. */
  readonly latitude: number;
  /** Degrees east. */
  readonly longitude: number;
  /** Kilometres below sea level; left out where it is not known. */
  readonly depthKm?: number;
  /** Left out where no station could say. */
  readonly magnitude?: number;
  /** Its standard deviation; left out where it is not known. */
  readonly magnitudeSigma?: number;
  /** Kind of magnitude, such as "ML". */
  readonly magnitudeType?: string;
  /** Half of the long axis of the 68 % ellipse, kilometres; left out where it is not known. */
  readonly horizontalErrorKm?: number;
  /** Picks it rests on. */
  readonly pickCount: number;
}

/** How a station's data come at present. */
export interface LiveStation {
  /** The station, "NC.MEM". */
  readonly station: string;
  /** Degrees north. */
  readonly latitude: number;
  /** Degrees east. */
  readonly longitude: number;
  /** "live", "late" beyond 10 s, "silent" beyond 60 s or never heard, "faulty" where its data are nonsense. */
  readonly state: "live" | "late" | "silent" | "faulty";
  /** From the end of the newest packet to its arrival, seconds; left out where nothing came. */
  readonly latencySeconds?: number;
  /** Time of the newest sample, UTC epoch milliseconds; left out where nothing came. */
  readonly newestMs?: number;
  /** Its channels, "NC.MEM..HHZ". */
  readonly channels: readonly string[];
}

/** Smallest and largest samples of short bins of a channel: what a picture of a second needs. */
export interface WaveformEnvelope {
  /** The channel "NET.STA.LOC.CHA". */
  readonly channel: string;
  /** Beginning of the first bin, UTC epoch milliseconds. */
  readonly startMs: number;
  /** Length of a bin, seconds. */
  readonly binSeconds: number;
  /** Least sample of each bin, counts; null where there are none. [bin] */
  readonly least: readonly (number | null)[];
  /** Largest sample of each bin, counts; null where there are none. [bin] */
  readonly largest: readonly (number | null)[];
}

/** Milliseconds from the arrival of a packet to what was made of it: median and 99th percentile. */
export interface LatencyReport {
  /** Packets, or messages, that were measured. */
  readonly count: number;
  /** Half took no longer, milliseconds; left out where nothing was measured. */
  readonly medianMs?: number;
  /** 99 of 100 took no longer, milliseconds. */
  readonly p99Ms?: number;
  /** The same of those packets alone that led to an alert; left out where they are not told apart. */
  readonly alerts?: Omit<LatencyReport, "alerts">;
}

/** A forecast as it is announced; the whole of it is in the database. */
export interface ForecastNotice {
  /** Its identifier. */
  readonly id: string;
  /** Name of the model. */
  readonly model: string;
  /** When it was made, UTC epoch milliseconds. */
  readonly issuedMs: number;
  /** Beginning of the time it is of, UTC epoch milliseconds. */
  readonly startMs: number;
  /** End of that time, UTC epoch milliseconds. */
  readonly endMs: number;
  /** Whether it passed its calibration gate. */
  readonly isPublished: boolean;
  /** The sentence a person reads. */
  readonly headline: string;
}

/** The shaking and damage of an event, estimated anew. */
export interface ImpactNotice {
  /** The event, as in its alert. */
  readonly eventId: string;
  /** Which revision of the event it rests on. */
  readonly revision: number;
  /** Largest intensity on land or site grid, Modified Mercalli. */
  readonly largestIntensity: number;
  /** PAGER's colours of fatalities and of losses; left out without a population. */
  readonly fatalityAlert?: string;
  /** PAGER's colour of economic losses; left out without a population. */
  readonly economicAlert?: string;
}

/** Something people who run the system must know: a station lost, a clock that drifts, a queue that is full. */
export interface LiveNotice {
  /** How bad it is. */
  readonly level: "information" | "warning" | "error";
  /** A short kind, such as "clock drift". */
  readonly kind: string;
  /** A sentence. */
  readonly message: string;
}

/** What a person said of a pick, event, magnitude or forecast. */
export interface ReviewNotice {
  /** Kind of item. */
  readonly kind: ReviewKind;
  /** Its identifier. */
  readonly itemId: string;
  /** Which review of the item, from 1. */
  readonly number: number;
  /** What stands now. */
  readonly state: ReviewState;
  /** What was said. */
  readonly decision: ReviewDecision;
  /** Who said it. */
  readonly author: string;
}

/** Kind of the notices that tell of an alert a receiver did not get. */
export const WEBHOOK_NOTICE = "webhook failure";

/** What is kept in a live feed, numbered and replayed, by kind. */
export interface KeptLiveData {
  /** A pick that became certain. */
  pick: Pick;
  /** An event, new or revised. */
  event: LiveEvent;
  /** An early warning. */
  alert: AlertMessage;
  /** Shaking and damage. */
  impact: ImpactNotice;
  /** A scheduled forecast. */
  forecast: ForecastNotice;
  /** What people must know. */
  notice: LiveNotice;
  /** What a person said of what was found. */
  review: ReviewNotice;
}

/** What passes in a live feed, about once a second, and is not kept, by kind. */
export interface PassingLiveData {
  /** All stations, with how they are. */
  stations: readonly LiveStation[];
  /** The newest second of all channels that are shown. */
  waveforms: readonly WaveformEnvelope[];
  /** Latency from packet to warning. */
  latency: LatencyReport;
}

/** A message of a live feed that is kept. Numbers are contiguous: a gap is a loss. */
export type KeptLiveMessage = {
  [Kind in keyof KeptLiveData]: {
    /** Its number, one more than that of the one before. */
    readonly number: number;
    /** What it is. */
    readonly kind: Kind;
    /** When it was made, UTC epoch milliseconds. */
    readonly timeMs: number;
    /** Its content. */
    readonly data: KeptLiveData[Kind];
  };
}[keyof KeptLiveData];

/** A message of a live feed that is not kept. */
export type PassingLiveMessage = {
  [Kind in keyof PassingLiveData]: {
    /** What it is. */
    readonly kind: Kind;
    /** When it was made, UTC epoch milliseconds. */
    readonly timeMs: number;
    /** Its content. */
    readonly data: PassingLiveData[Kind];
  };
}[keyof PassingLiveData];

/** Any message of a live feed; those that are kept have a number. */
export type LiveMessage = KeptLiveMessage | PassingLiveMessage;
