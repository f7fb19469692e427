import { type AlertMessage, InputError, type SiteWarning } from "../../domain/mod.ts";
import { writeElement, writeText, type XmlLines } from "../xml/write_element.ts";

/** What a CAP document tells beside the alert. */
export interface CapOptions {
  /** Who sends it, without spaces, commas, "<" or "&", such as "quakecast@example.org". */
  readonly sender: string;
  /** Name of the sender for people; left out where not given. */
  readonly senderName?: string;
  /**
   * "Actual" only where someone answers for it; "Exercise" for exercises; "Test" unless given: nobody
   * acts on a test.
   */
  readonly status?: "Actual" | "Exercise" | "Test";
  /** Messages of the same event that were sent before, the oldest first; an update or cancel needs one. */
  readonly earlier?: readonly AlertMessage[];
  /** Seconds that it holds; 300 unless given. */
  readonly expiresAfterSeconds?: number;
  /** Language of its texts, RFC 3066; "en" unless given. */
  readonly language?: string;
}

/** No space, comma, "<" or "&": the standard's rule for senders and identifiers. */
const PLAIN = /^[^\s,<&]+$/;
const SEVERITY = { none: "Unknown", information: "Minor", caution: "Moderate", warning: "Severe" };

/**
 * Writes an alert as a CAP 1.2 document. Updates and cancellations name the earlier messages they
 * replace; sites that have something to expect become areas with a circle, those without S yet as
 * "Immediate". Texts tell probabilities; the whole of numbers goes along as parameters.
 *
 * Throws InputError for a sender that the standard does not allow, a time that is none, or an update
 * without an earlier message.
 *
 * Source: OASIS, Common Alerting Protocol 1.2 (2010), chapters 3.2 and 3.4.
 */
export function writeCapAlert(message: AlertMessage, options: CapOptions): string {
  const { sender, status = "Test", earlier = [] } = options;
  if (!PLAIN.test(sender)) {
    throw new InputError("Cannot write a CAP alert", {
      ...{ field: "sender", value: sender, expected: "no space, comma, < or &" },
    });
  }
  const isFirst = message.status === "alert";
  if (!isFirst && earlier.length === 0) {
    throw new InputError("Cannot write a CAP alert", {
      field: "earlier",
      value: "none",
      expected: `the messages that revision ${message.revision} follows`,
    });
  }
  const references = earlier.map((it) => `${sender},${capIdentifier(it)},${capTime(it.issuedMs)}`);
  const lines = writeElement("alert", [
    writeElement("identifier", capIdentifier(message)),
    writeElement("sender", sender),
    writeElement("sent", capTime(message.issuedMs)),
    writeElement("status", status),
    writeElement(
      "msgType",
      isFirst ? "Alert" : message.status === "cancel" ? "Cancel" : "Update",
    ),
    writeElement("scope", "Public"),
    writeText("references", references.join(" ")),
    infoOf(message, options),
  ], { xmlns: "urn:oasis:names:tc:emergency:cap:1.2" });
  return ['<?xml version="1.0" encoding="UTF-8"?>', ...lines, ""].join("\n");
}

/** Identifier of a message: that of its event and its number, in the characters that CAP allows. */
export function capIdentifier({ eventId, revision }: AlertMessage): string {
  return `${eventId.replace(/[\s,<&]/g, "_")}/${revision}`;
}

/** A time as CAP writes it: UTC to the second, with "-00:00" and never "Z". */
export function capTime(timeMs: number): string {
  if (!Number.isFinite(timeMs)) {
    throw new InputError("Cannot write a CAP alert", {
      ...{ field: "sent", value: `${timeMs}`, expected: "epoch milliseconds" },
    });
  }
  return `${new Date(timeMs).toISOString().slice(0, 19)}-00:00`;
}

function infoOf(message: AlertMessage, options: CapOptions): XmlLines {
  const { level, origin, status } = message;
  const { expiresAfterSeconds = 300, language = "en", senderName } = options;
  const isOver = status === "cancel";
  const next = Math.min(...message.sites.map(({ secondsUntilS }) => secondsUntilS));
  const urgency = isOver ? "Past" : next > 0 || level !== "none" ? "Immediate" : "Past";
  const certainty = isOver
    ? "Unlikely"
    : message.probabilityOfMagnitude > 0.5
    ? "Likely"
    : "Possible";
  return writeElement("info", [
    writeElement("language", language),
    writeElement("category", "Geo"),
    writeElement("event", "Earthquake"),
    ...(isOver ? [writeElement("responseType", "AllClear")] : []),
    writeElement("urgency", urgency),
    writeElement("severity", SEVERITY[level]),
    writeElement("certainty", certainty),
    writeElement("effective", capTime(message.issuedMs)),
    writeElement("onset", capTime(origin.timeMs)),
    writeElement("expires", capTime(message.issuedMs + 1000 * expiresAfterSeconds)),
    writeText("senderName", senderName),
    writeElement("headline", headlineOf(message)),
    writeElement("description", descriptionOf(message)),
    ...parametersOf(message),
    areaOf(message),
    ...(isOver ? [] : message.sites.filter(isTold).map(siteAreaOf)),
  ]);
}

function isTold({ level }: SiteWarning): boolean {
  return level === "caution" || level === "warning";
}

function headlineOf({ status, magnitude, origin }: AlertMessage): string {
  const size = `magnitude ${magnitude.magnitude.toFixed(1)} ± ${magnitude.sigma.toFixed(1)}`;
  const place = `${origin.latitude.toFixed(2)}, ${origin.longitude.toFixed(2)}`;
  return status === "cancel"
    ? `Cancelled: earthquake, ${size}, near ${place}`
    : `Earthquake, ${size}, near ${place}`;
}

function descriptionOf(message: AlertMessage): string {
  const told = message.sites.filter(isTold).map((site) =>
    `${site.name}: intensity ${site.intensityInterval.map((it) => it.toFixed(1)).join(" to ")} ` +
    `(90 %), S ${site.secondsUntilS > 0 ? `in ${site.secondsUntilS.toFixed(0)} s` : "has come"}`
  );
  return [
    `${message.reasons.join("; ")}.`,
    ...told.map((text) => `${text}.`),
    "Estimates from the first seconds; they will change. False and missed alerts happen.",
  ].join(" ");
}

function parametersOf({ eventId, magnitude, origin, ...message }: AlertMessage): XmlLines[] {
  const values: Record<string, string> = {
    EventID: eventId,
    Magnitude: magnitude.magnitude.toFixed(2),
    MagnitudeSigma: magnitude.sigma.toFixed(2),
    Probability: message.probabilityOfMagnitude.toFixed(3),
    OriginTime: new Date(origin.timeMs).toISOString(),
    Latitude: origin.latitude.toFixed(4),
    Longitude: origin.longitude.toFixed(4),
    DepthKm: origin.depthKm.toFixed(0),
    HorizontalErrorKm: (origin.horizontalErrorKm ?? NaN).toFixed(1),
    BlindZoneKm: message.blindZoneKm.toFixed(1),
    Level: message.level,
    StationCount: `${message.evidence.length}`,
    IntensityModel: message.intensityModel,
  };
  return Object.entries(values).map(([name, value]) =>
    writeElement("parameter", [writeElement("valueName", name), writeElement("value", value)])
  );
}

/** The epicentre with its uncertainty. */
function areaOf({ origin }: AlertMessage): XmlLines {
  return writeElement("area", [
    writeElement("areaDesc", "Epicentre, within two standard deviations"),
    writeElement("circle", circleOf(origin, 2 * (origin.horizontalErrorKm ?? 0))),
  ]);
}

function siteAreaOf(site: SiteWarning): XmlLines {
  return writeElement("area", [
    writeElement("areaDesc", `${site.name}: ${site.level}, intensity ${site.intensity.toFixed(1)}`),
    writeElement("circle", circleOf(site, 0)),
  ]);
}

function circleOf(
  { latitude, longitude }: { latitude: number; longitude: number },
  radiusKm: number,
): string {
  return `${latitude.toFixed(4)},${longitude.toFixed(4)} ${radiusKm.toFixed(1)}`;
}
