import type { Origin } from "./seismic_event.ts";

/** How urgent an alert is at a site, from nothing to strong shaking. */
export const ALERT_LEVELS = ["none", "information", "caution", "warning"] as const;

/** How urgent an alert is: "information" tells of an event, "caution" of felt, "warning" of strong shaking. */
export type AlertLevel = typeof ALERT_LEVELS[number];

/** A place that is warned. */
export interface AlertSite {
  /** Its name, unique in its list. */
  readonly name: string;
  /** Degrees north. */
  readonly latitude: number;
  /** Degrees east. */
  readonly longitude: number;
}

/** What a site has to expect. */
export interface SiteWarning extends AlertSite {
  /** Distance of the epicentre, kilometres. */
  readonly distanceKm: number;
  /** Expected intensity, Modified Mercalli. */
  readonly intensity: number;
  /** Its standard deviation: of the law, the magnitude and the place together. */
  readonly intensitySigma: number;
  /** Interval that holds the intensity with a probability of 90 %. [2] */
  readonly intensityInterval: readonly [number, number];
  /** Probability that the intensity reaches 4, 5, 6, 7 and 8, given the event is real. */
  readonly probabilities: Readonly<Record<"4" | "5" | "6" | "7" | "8", number>>;
  /** When S is expected, UTC epoch milliseconds. */
  readonly sArrivalMs: number;
  /** Seconds from the message to S; negative once it has passed. */
  readonly secondsUntilS: number;
  /** How urgent it is here. */
  readonly level: AlertLevel;
}

/** What one station said of an event. */
export interface StationEvidence {
  /** The station, "NC.MEM". */
  readonly station: string;
  /** Arrival of P, UTC epoch milliseconds. */
  readonly pTimeMs: number;
  /** When the pick was known, UTC epoch milliseconds. */
  readonly knownMs: number;
  /** Distance of the epicentre, kilometres. */
  readonly distanceKm: number;
  /** Observed less computed arrival, seconds. */
  readonly residualSeconds: number;
  /** Peak displacement of P, metres; left out where it could not be read. */
  readonly displacementM?: number;
  /** It over the noise before; left out likewise. */
  readonly signalToNoise?: number;
  /** Seconds of P that were read. */
  readonly seconds?: number;
  /** Predominant period, seconds; left out until 3 s of P are there. */
  readonly periodSeconds?: number;
  /** Peak vertical velocity once S has passed, m/s; left out before. */
  readonly peakVelocity?: number;
  /** Magnitude by displacement. */
  readonly displacementMagnitude?: number;
  /** Magnitude by period. */
  readonly periodMagnitude?: number;
}

/** An event's magnitude in an alert. */
export interface AlertMagnitude {
  /** The magnitude. */
  readonly magnitude: number;
  /** Its standard deviation, which never falls below what all stations of an event err by together. */
  readonly sigma: number;
  /** Stations it rests on. */
  readonly stationCount: number;
  /** By peak displacement alone; left out where none could be read. */
  readonly byDisplacement?: number;
  /** By predominant period alone; left out likewise. */
  readonly byPeriod?: number;
  /** What a reader must know, such as "saturated". */
  readonly remarks: readonly string[];
}

/** One message of an early warning. It tells probabilities; it is no order and no forecast. */
export interface AlertMessage {
  /** Identifier of the event, the same in all its messages. */
  readonly eventId: string;
  /** Number of the message among those of its event, from 1. */
  readonly revision: number;
  /** "alert" comes first, then updates; "cancel" takes it back; "final" is the last. */
  readonly status: "alert" | "update" | "cancel" | "final";
  /** When it was made: the time of the packet or tick that led to it, UTC epoch milliseconds. */
  readonly issuedMs: number;
  /** The most urgent level of all sites. */
  readonly level: AlertLevel;
  /** Where and when. */
  readonly origin: Origin;
  /** How large. */
  readonly magnitude: AlertMagnitude;
  /** Probability that the event reaches the smallest magnitude that is told of. */
  readonly probabilityOfMagnitude: number;
  /** Kilometres around the epicentre that S had reached when the message was made. */
  readonly blindZoneKm: number;
  /** What each site has to expect. */
  readonly sites: readonly SiteWarning[];
  /** What led to it, or to its end. */
  readonly reasons: readonly string[];
  /** What each station said. */
  readonly evidence: readonly StationEvidence[];
  /** Stations that P should have reached and that have not seen it. */
  readonly silentStations: readonly string[];
  /** Law that intensities are from. */
  readonly intensityModel: string;
}
