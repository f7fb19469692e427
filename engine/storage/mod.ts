/**
 * Files that are written whole or not at all: model folders with checksums, training checkpoints.
 * In: names and bytes. Out: the same bytes again, or a ModelError that says what is wrong with them.
 * May import domain and mathematics.
 * @module
 */
export * from "./checkpoint_file.ts";
export { ensureWritable } from "./ensure_writable.ts";
export * from "./model_folder.ts";
export { writeFileWhole } from "./write_file_whole.ts";
export { type FolderOptions, writeFolderWhole } from "./write_folder_whole.ts";
