// The provider library advises a newer Node at every start; it is tested and works on the one we ask for.
const warn = console.warn;
console.warn = (...words) => String(words[0]).includes('Unsupported runtime') || warn(...words);
