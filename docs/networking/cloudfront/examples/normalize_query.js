// A CloudFront function (cloudfront-js-2.0) for viewer requests, before the cache key is made.
// /catalog/teapots?utm_source=mail&sort=price&page=2 and ?page=2&sort=PRICE become one cached object.
const KNOWN = ['page', 'sort'];    // in the order in which they are written

function handler(event) {
    const request = event.request;
    const given = request.querystring;
    const kept = [];

    KNOWN.forEach(name => {
        // given[name] alone would also find what every object inherits; of a name given twice the first counts.
        if (!Object.prototype.hasOwnProperty.call(given, name)) return;
        const value = given[name].value.toLowerCase();
        if (/^[a-z0-9-]{1,20}$/.test(value)) kept.push(`${name}=${value}`);
    });
    request.querystring = kept.join('&');    // a string instead of the object keeps this order
    return request;
}
