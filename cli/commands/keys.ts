import { ConfigurationError } from "../../engine/domain/mod.ts";
import { defineVerb, requiredTextFlag, textFlag, type Verb } from "../verb.ts";

/** Makes, lists and removes the API keys of a server. */
export const keys: Verb = defineVerb({
  about: "Makes, lists and removes the API keys of a server. Add prints the key, which is shown " +
    "this once: the file holds nothing but its digest, its scopes and its name. A server that " +
    "runs takes a changed file up within seconds. The scope write lets a key change things.",
  operands: [
    { syntax: "<action>", about: "what to do", choices: ["add", "list", "remove"] },
  ],
  flags: {
    file: requiredTextFlag("file of the keys, the one of serve --api-keys-file", {
      placeholder: "FILE",
    }),
    name: textFlag("with add and remove: whose the key is", { placeholder: "NAME" }),
    scope: {
      kind: "names",
      default: ["read"],
      choices: ["read", "write"],
      nonEmpty: true,
      about: "with add: what it may do; read, or read,write",
      placeholder: "SCOPES",
    },
  },
  examples: [
    ["keys add --name dashboard --file keys.txt", "a key that reads"],
    ["keys add --scope read,write --name observatory-1 --file keys.txt", "one that changes things"],
    ["keys list --file keys.txt", "names and scopes"],
    ["keys remove --name observatory-1 --file keys.txt", "let in no more"],
  ],
  permissions: ["--allow-read=FOLDER-OF-FILE --allow-write=FOLDER-OF-FILE"],
  async run({ values, operands: [action], terminal }) {
    const { file, name, scope } = values;
    const { addApiKey, listApiKeys, removeApiKey } = await import("../../server/mod.ts");
    if (action === "list") {
      const listed = await listApiKeys(file);
      return terminal.answer({
        document: () => ({ keys: listed }),
        text: () => listed.map(({ name, scopes }) => `${name}  ${scopes.join(",")}`).join("\n"),
      });
    }
    if (name === undefined) {
      throw new ConfigurationError(`Cannot ${action} a key without --name NAME.`, "name");
    }
    if (action === "remove") {
      await removeApiKey(file, name);
      return terminal.answer({
        document: () => ({ removed: name }),
        text: () => `Removed ${name} from ${file}.`,
      });
    }
    const key = await addApiKey(file, { name, scopes: scope as ("read" | "write")[] });
    terminal.answer({ document: () => ({ name, scopes: scope, key }), text: () => key });
  },
});
