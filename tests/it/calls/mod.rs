//! How one call of the API is made: requests, retries, errors, pages, limits, HTTP, spans.

mod error_codes;
mod error_display;
mod errors;
mod http;
mod long_bodies;
mod pages;
mod rate_limits;
mod redaction;
mod request;
mod retries;
mod spans;
