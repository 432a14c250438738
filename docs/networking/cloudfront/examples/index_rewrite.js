// A CloudFront function (runtime cloudfront-js-2.0) for viewer requests. With origin access control S3
// knows keys, not folders: it has /teapots/index.html, but nothing at /teapots/ or /teapots.
// It runs before the cache is asked, so all three share one cached object.
function handler(event) {
    const request = event.request;
    const last = request.uri.split('/').pop(); // the query string is not in here

    if (last === '') {
        request.uri += 'index.html';
    } else if (!last.includes('.')) {
        // Rewritten, not redirected: redirects to a path as sent would follow //attacker.example too.
        request.uri += '/index.html';
    }
    return request; // towards the cache; returning a response instead would end it here
}
