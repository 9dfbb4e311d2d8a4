/* What pages do beyond what they do without it: everything here is a convenience, and nothing is reachable only by it. */
