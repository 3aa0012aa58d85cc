// Imports one module, named by its URL, and tells what that took.
const cpu = process.cpuUsage();
const begin = performance.now();
await import(process.argv[2]);
const wallMs = performance.now() - begin;
const { user, system } = process.cpuUsage(cpu);
console.log(JSON.stringify({ wallMs, cpuMs: (user + system) / 1000 }));
