export function compiledFolder(): Promise<string>;
export function compiledModules(entries: readonly string[]): Promise<string>;
