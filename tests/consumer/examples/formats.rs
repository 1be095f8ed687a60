//! Reads and sends texts with a format, which only the consumer's own spec has (`tests/own_spec/formats.rs`).

use std::collections::HashMap;
use std::error::Error;
use std::time::{Duration, UNIX_EPOCH};

use metastudio_voice::{Client, Credentials, ErrorKind, builder, types};
use time::{Date, Month};

const DAY: &str = "2021-01-10";
const TIME: &str = "2021-01-10T08:43:17Z";
const ID: &str = "123e4567-e89b-12d3-a456-426614174000";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut endpoints = std::env::args().skip(1);
    let mut endpoint = || endpoints.next().ok_or("three endpoints are needed");
    let (right, wrong, echo) =
        (connect(&endpoint()?).await?, connect(&endpoint()?).await?, connect(&endpoint()?).await?);
    reads_what_is_right(&right).await?;
    reads_what_is_wrong(&wrong).await?;
    sends_what_is_right(&echo).await?;
    sends_nothing_that_is_wrong(&echo).await;
    Ok(())
}

async fn connect(endpoint: &str) -> Result<Client, Box<dyn Error>> {
    let client = Client::builder().endpoint(endpoint).project_id("p").credentials(Credentials::token("token")?);
    Ok(client.build().await?)
}

fn day() -> Result<Date, Box<dyn Error>> {
    Ok(Date::from_calendar_date(2021, Month::January, 10)?)
}

async fn reads_what_is_right(client: &Client) -> Result<(), Box<dyn Error>> {
    let read = client.read_formats().send().await?;
    let (day, time) = (Some(day()?), Some(UNIX_EPOCH + Duration::from_secs(1_610_268_197)));
    assert_eq!(read.presumed(), day, "the default");
    let found = read.found.as_ref().ok_or("nothing was read")?;
    assert_eq!((found.time(), found.named_time()), (time, time));
    let days = [
        found.needed_day(),
        found.needed_maybe_day(),
        found.day(),
        found.secret_day(),
        found.named_day(),
        found.maybe_day(),
        found.null_day(),
        found.other_day(),
        found.other_maybe_day(),
        found.builder_(),
    ];
    assert_eq!(days, [day; 10]);
    Ok(())
}

async fn reads_what_is_wrong(client: &Client) -> Result<(), Box<dyn Error>> {
    let read = client.read_formats().send().await?;
    assert_eq!((&*read.presumed, read.presumed()), ("soon", None));
    let found = read.found.clone().ok_or("nothing was read")?;
    assert_eq!((found.day.as_deref(), found.day()), (Some("soon"), None));
    assert_eq!((found.time(), found.named_time(), found.named_day(), found.maybe_day()), (None, None, None, None));
    assert_eq!((&*found.needed_day, &found.needed_maybe_day), ("soon", &None));
    assert_eq!((found.needed_day(), found.needed_maybe_day(), found.null_day()), (None, None, None));
    assert_eq!((found.days.as_slice(), found.maybe_days.as_slice()), (&["soon".to_owned()][..], &[None][..]));
    assert_eq!((found.id.as_deref(), found.ip.as_deref(), found.v4.as_deref()), (Some("u"), Some("here"), Some("::1")));
    assert!(format!("{found:?}").contains("secret_day: ***"), "{found:?}");
    // It is not sent on.
    let sent = types::Formats::try_from(types::builder::Formats::from(found));
    let reason = sent.map(|_| ()).map_err(|error| error.to_string());
    assert_eq!(reason, Err("builder is not a date such as `2021-01-10`".to_owned()));
    Ok(())
}

/// A request with nothing but what it needs.
fn least(client: &Client) -> builder::SendFormats<'_> {
    client.send_formats().day(DAY).id(ID).body_map(|body| body.needed_day(DAY).needed_maybe_day(None))
}

async fn sends_what_is_right(client: &Client) -> Result<(), Box<dyn Error>> {
    let day = day()?;
    let time = UNIX_EPOCH + Duration::from_millis(1_610_268_197_999);
    let text = || DAY.to_owned();
    let days = types::FormatDays::from(vec![day.try_into()?]);
    let maybe = || types::FormatMaybeDay::from(Some(DAY.to_owned()));
    let body = |body: types::builder::FormatsReq| {
        let body = body.time(TIME).day(DAY).secret_day(DAY).named_time(time).named_day(day).maybe_day(maybe());
        let body = body.null_day(day).other_day(day).other_maybe_day(maybe()).days([text()]).maybe_days([None]);
        let body = body.named_days(days).weeks([vec![maybe()]]).by_name(HashMap::from([(text(), TIME.to_owned())]));
        let body = body.maybe_by_name(HashMap::from([(text(), maybe())])).kind(DAY).id(ID).named_id(ID).ip("::1");
        let body = body.v4("192.0.2.1").v6("::1").short_day(DAY).limited_day(DAY).counts([None, Some(3)]);
        let open = types::FormatsOpen::builder().time(TIME).extra(HashMap::from([("more".to_owned(), text())]));
        body.open(open).maybe_count(Some(3)).builder(DAY).needed_maybe_day(text())
    };
    let call = least(client).since(time).until(TIME).days([text(), text()]).joined([day.try_into()?, DAY.try_into()?]);
    call.x_address("192.0.2.1").body_map(body).send().await?;
    client.send_day().body(DAY).send().await?;
    client.send_named_day().body(day).send().await?;
    client.send_maybe_day().body(None).send().await?;
    client.send_maybe_day().body(text()).send().await?;
    client.send_days().body([types::FormatDays::from(vec![day.try_into()?])]).send().await?;
    client.send_days_by_name().body(HashMap::from([(text(), maybe())])).send().await?;
    client.send_text().body(DAY).send().await?;
    client.send_form().body_map(|body| body.day(DAY).id(ID)).send().await?;
    Ok(())
}

fn text() -> String {
    "soon".to_owned()
}

fn texts() -> Vec<String> {
    vec![DAY.to_owned(), text()]
}

fn named() -> Vec<types::FormatDay> {
    vec![types::FormatDay::from(text())]
}

fn maybe() -> types::FormatMaybeDay {
    types::FormatMaybeDay::from(Some(text()))
}

fn map() -> HashMap<String, String> {
    HashMap::from([(text(), text())])
}

async fn sends_nothing_that_is_wrong(client: &Client) {
    let a_day = "is not a date such as `2021-01-10`";
    let parameters = [
        (least(client).day("soon"), "day is not a date such as"),
        (least(client).id("u-1"), "id is not a UUID such as"),
        (least(client).since("soon"), "since is not an RFC 3339 time such as"),
        (least(client).until(DAY), "until is not an RFC 3339 time such as"),
        (least(client).days(texts()), "days: entry 2 is not a date such as"),
        (least(client).joined(named()), "joined: entry 1 is not a date such as"),
        (least(client).x_address("here"), "X-Address is not an IP address such as"),
    ];
    for (call, expected) in parameters {
        refused(call.send().await, expected);
    }
    type Change = Box<dyn Fn(types::builder::FormatsReq) -> types::builder::FormatsReq>;
    let changes: Vec<(Change, &str)> = vec![
        (Box::new(|body| body.needed_day("soon")), "needed_day is not a date"),
        (Box::new(|body| body.needed_maybe_day(text())), "needed_maybe_day is not a date"),
        (Box::new(|body| body.time("soon")), "time is not an RFC 3339 time"),
        (Box::new(|body| body.day("soon")), "day is not a date"),
        (Box::new(|body| body.secret_day("soon")), "secret_day is not a date"),
        (Box::new(|body| body.named_time("soon")), "named_time is not an RFC 3339 time"),
        (Box::new(|body| body.named_day("soon")), "named_day is not a date"),
        (Box::new(|body| body.maybe_day(maybe())), "maybe_day is not a date"),
        (Box::new(|body| body.null_day("soon")), "null_day is not a date"),
        (Box::new(|body| body.other_day("soon")), "other_day is not a date"),
        (Box::new(|body| body.other_maybe_day(maybe())), "other_maybe_day is not a date"),
        (Box::new(|body| body.days(texts())), "days: entry 2 is not a date"),
        (Box::new(|body| body.maybe_days([None, Some(text())])), "maybe_days: entry 2 is not a date"),
        (Box::new(|body| body.named_days(types::FormatDays::from(named()))), "named_days: entry 1 is not a date"),
        (Box::new(|body| body.weeks([vec![maybe()]])), "weeks: entry 1: entry 1 is not a date"),
        (Box::new(|body| body.by_name(map())), "by_name: entry 1 is not an RFC 3339 time"),
        (
            Box::new(|body| body.maybe_by_name(HashMap::from([(text(), maybe())]))),
            "maybe_by_name: entry 1 is not a date",
        ),
        (Box::new(|body| body.id("u")), "id is not a UUID"),
        (Box::new(|body| body.named_id("u")), "named_id is not a UUID"),
        (Box::new(|body| body.ip("here")), "ip is not an IP address"),
        (Box::new(|body| body.v4("::1")), "v4 is not an IPv4 address"),
        (Box::new(|body| body.v6("192.0.2.1")), "v6 is not an IPv6 address"),
        (Box::new(|body| body.builder("soon")), "builder is not a date"),
        (Box::new(|body| body.short_day("soon")), "short_day is not a date"),
        (Box::new(|body| body.limited_day("soon")), "limited_day is not a date"),
        (Box::new(|body| body.limited_day("2021-01-10T08:43:17Z")), "limited_day is longer than 10 characters"),
        (Box::new(|body| body.counts([None, Some(4)])), "counts: entry 2 is 4, but must be at most 3"),
        (Box::new(|body| body.open(types::FormatsOpen::builder().extra(map()))), "open: extra: entry 1 is not a date"),
        (Box::new(|body| body.maybe_count(Some(4))), "maybe_count is 4, but must be at most 3"),
    ];
    for (change, expected) in changes {
        refused(least(client).body_map(change).send().await, expected);
    }
    refused(client.send_day().body("soon").send().await, &format!("body {a_day}"));
    refused(client.send_named_day().body("soon").send().await, &format!("body {a_day}"));
    refused(client.send_maybe_day().body(text()).send().await, &format!("body {a_day}"));
    let days = types::FormatDays::from(named());
    refused(client.send_days().body([days]).send().await, &format!("body: entry 1: entry 1 {a_day}"));
    let days = HashMap::from([(text(), maybe())]);
    refused(client.send_days_by_name().body(days).send().await, &format!("body: entry 1 {a_day}"));
    refused(client.send_text().body("soon").send().await, &format!("body {a_day}"));
    refused(client.send_form().body_map(|body| body.day("soon")).send().await, &format!("day {a_day}"));
    refused(client.send_form().body_map(|body| body.id("soon")).send().await, "id is not a UUID");
}

/// Asserts that nothing was sent, and why.
fn refused<T>(result: Result<T, metastudio_voice::Error>, expected: &str) {
    match result {
        Ok(_) => panic!("it was sent: {expected}"),
        Err(error) => {
            let message = error.to_string();
            assert!(message.contains(expected), "{expected}: {message}");
            assert!(error.kind() == ErrorKind::InvalidRequest, "{message}");
        }
    }
}
