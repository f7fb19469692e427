import { ConfigurationError, type ReviewedEvents } from "../engine/domain/mod.ts";
import type { CatalogueRequest } from "../engine/forecasting/mod.ts";
import { openRequest, type ReadingValues } from "./catalogue_request.ts";

/** Where the events that a model is trained on come from. */
export interface TrainingCatalogue {
  /** Its name: a file, a URL, or a database. */
  readonly name: string;
  /** The reviews that made it what it is; left out where it is a catalogue like any other. */
  readonly reviews?: ReviewedEvents;
  /** Opens it. */
  open(): Promise<CatalogueRequest>;
}

/**
 * The catalogue of a training: a file, or the events of a database as persons have reviewed them.
 *
 * Throws ConfigurationError where neither or both are named, and what a database throws that cannot be read.
 */
export async function trainingCatalogueOf(
  values: ReadingValues & {
    readonly catalogue: string;
    readonly reviewed?: string;
    readonly covariates?: readonly string[];
  },
): Promise<TrainingCatalogue> {
  const { catalogue, reviewed } = values;
  if (reviewed === undefined) {
    if (catalogue !== "") return { name: catalogue, open: () => openRequest(catalogue, values) };
    throw new ConfigurationError("Cannot train without --catalogue or --reviewed.", "catalogue");
  }
  if (catalogue !== "") {
    throw new ConfigurationError(
      "Cannot train on --catalogue and --reviewed at once.",
      "reviewed",
    );
  }
  const { openDatabase } = await import("../engine/storage/mod.ts");
  const { reviewedCatalogue } = await import("../engine/monitoring/mod.ts");
  const { writeEventsCsv } = await import("../engine/sources/mod.ts");
  using database = openDatabase(reviewed, { mode: "read" });
  const { events, reviews } = reviewedCatalogue(database);
  const csv = [...writeEventsCsv(events)];
  const stream = () => ReadableStream.from(csv).pipeThrough(new TextEncoderStream());
  return {
    ...{ name: reviewed, reviews },
    open: async () => ({
      ...await openRequest(reviewed, values, { name: reviewed, stream: stream() }),
    }),
  };
}

/** The card of a model that was trained on events as persons have reviewed them, which says so. */
export function withReviewedEvents<Card extends { about: string[]; reviews?: ReviewedEvents }>(
  card: Card,
  reviews: ReviewedEvents | undefined,
): Card {
  return reviews === undefined
    ? card
    : { ...card, about: [...card.about, describeReviewedEvents(reviews)], reviews };
}

/** One sentence on what reviews changed. */
function describeReviewedEvents({ kinds, authors, changes }: ReviewedEvents): string {
  const { leftOut, moved, magnitudesChanged } = changes;
  const items = Object.values(kinds).reduce(
    (sum, { accepted, revised, rejected }) => sum + accepted + revised + rejected,
    0,
  );
  return `It was trained on events as persons have reviewed them (reviewed events and magnitudes: ${items}, ` +
    `persons: ${
      Object.keys(authors).length
    }). Beside what programs found, left out as rejected: ${leftOut}, ` +
    `at another time or place: ${moved}, of another magnitude: ${magnitudesChanged}.`;
}
