/**
 * Files that are written whole or not at all: model folders with checksums, training checkpoints; and
 * the database of events, picks, alerts, forecasts and models.
 * In: names and bytes, nouns of the domain. Out: the same again, or an error that says what is wrong.
 * May import domain and mathematics.
 * @module
 */
export * from "./checkpoint_file.ts";
export { digestFiles } from "./digest_files.ts";
export { ensureWritable } from "./ensure_writable.ts";
export * from "./model_folder.ts";
export { writeFileWhole } from "./write_file_whole.ts";
export { type FolderOptions, writeFolderWhole } from "./write_folder_whole.ts";
export { SegmentFile, WHOLE_SUFFIX } from "./segment_file.ts";
export * from "./database/alert_store.ts";
export { claimDatabase } from "./database/claim_database.ts";
export * from "./database/clock_store.ts";
export { REPLACED_SUFFIX, restoreDatabase } from "./database/copy_database.ts";
export * from "./database/database.ts";
export * from "./database/elicitation_store.ts";
export { EVENT_ORDERS, type EventCircle, type EventQuery } from "./database/event_query.ts";
export type { EventStatus } from "./database/event_revision.ts";
export * from "./database/event_store.ts";
export * from "./database/forecast_store.ts";
export * from "./database/scheduled_store.ts";
export * from "./database/live_store.ts";
export * from "./database/impact_store.ts";
export * from "./database/model_registry.ts";
export * from "./database/open_database.ts";
export * from "./database/pick_store.ts";
export type { PruneReport, RetentionAges } from "./database/prune_database.ts";
export * from "./database/webhook_store.ts";
export { JournalFile, type OpenedJournal } from "./journal_file.ts";
export * from "./database/review_store.ts";
export type {
  CandidateEvent,
  CandidateQuery,
  ReviewCandidates,
} from "./database/review_candidates.ts";
