export function compiledFolder(): Promise<string>;
export function compiledModules(entries: readonly string[], parent: string): Promise<string>;
