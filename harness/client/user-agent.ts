/** Says to the owner of a target who calls, and why (RFC 9110 10.1.5). */
export const userAgent = 'timp-conformance/0.1 (API conformance check; it tests documented promises)';
