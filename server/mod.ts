/**
 * Forecasts, picks, hypocentres and magnitudes over HTTP, made in workers and documented by OpenAPI.
 * In: options and requests with catalogues or waveforms. Out: forecasts and the like, cards, or problems.
 * May import any room of the engine; opens a port only when `serve` is called.
 * @module
 */
export { addApiKey, listApiKeys, type ListedKey, removeApiKey } from "./key_file.ts";
export { serve } from "./load_server.ts";
export type { RunningServer, ServeOptions } from "./running_server.ts";
export { type CapSettings, SERVER_OPTIONS, type ServerConfiguration } from "./server_options.ts";
export { KEY_SCOPES, type KeyScope } from "./api_keys.ts";
