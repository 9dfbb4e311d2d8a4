# Varnish before Annals: it answers from memory, drops what an edit touches (PURGE_URLS=http://127.0.0.1:6081/), and keeps
# answering while no replica does.
#
# Varnish 7: varnishd -a :80 -a 127.0.0.1:6081 -f /etc/varnish/annals.vcl -s malloc,256m. TLS is for what stands before it.
vcl 4.1;

import directors;
import std;

probe ready {
    .url = "/readyz";
    .interval = 1s;
    .timeout = 1s;
    .window = 3;
    .threshold = 2;
    .initial = 2;
}

backend one { .host = "127.0.0.1"; .port = "3000"; .probe = ready; .connect_timeout = 2s; .first_byte_timeout = 30s; }
backend two { .host = "127.0.0.1"; .port = "3001"; .probe = ready; .connect_timeout = 2s; .first_byte_timeout = 30s; }

# Who may purge: the replicas.
acl replicas { "127.0.0.1"; "::1"; }

sub vcl_init {
    new annals = directors.round_robin();
    annals.add_backend(one);
    annals.add_backend(two);
}

sub vcl_recv {
    set req.backend_hint = annals.backend();
    if (req.method == "PURGE") {
        if (client.ip !~ replicas) { return (synth(403)); }
        if (!req.http.Surrogate-Key) { return (synth(400, "Surrogate-Key names what to purge")); }
        # Keys are separated by spaces, and have no character that a regular expression takes for another but the full stop.
        ban("obj.http.Surrogate-Key ~ (^|\s)(" + regsuball(req.http.Surrogate-Key, "\s+", "|") + ")(\s|$)");
        return (synth(204));
    }
    # The service sets no cookies, and answers nobody by one.
    unset req.http.Cookie;
    # A person who opens a feed or calendar in a browser is led to its page, and by the service alone.
    if (req.http.Sec-Fetch-Dest == "document" && req.url ~ "\.(ics|rss|atom|json)(\?|$)") { return (pass); }
    # While a replica answers, nobody gets what is older than the service allows; while none does, what there is.
    if (std.healthy(req.backend_hint)) { set req.grace = 60s; }
}

sub vcl_backend_response {
    # stale-if-error, as the service says it: 86400 s.
    if (beresp.http.Cache-Control ~ "stale-if-error") { set beresp.grace = 24h; }
    # If-None-Match for what has aged.
    set beresp.keep = 24h;
    if (beresp.status >= 502 && beresp.status <= 504) {
        # The other replica may answer; what is kept is better than an error.
        if (bereq.retries < 1) { return (retry); }
        if (bereq.is_bgfetch) { return (abandon); }
    }
    # An error is in the reader's language, and none is kept for others.
    if (beresp.status >= 400) { set beresp.uncacheable = true; set beresp.ttl = 0s; }
}

sub vcl_backend_error {
    if (bereq.retries < 1) { return (retry); }
}

sub vcl_deliver {
    unset resp.http.Surrogate-Key;
    unset resp.http.Cache-Tag;
    if (obj.hits > 0) { set resp.http.X-Cache = "HIT"; } else { set resp.http.X-Cache = "MISS"; }
    unset resp.http.X-Varnish;
    unset resp.http.Via;
}
