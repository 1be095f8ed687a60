//! Reads query parameters. Lengths are those of the spec.

use std::borrow::Cow;
use std::fmt::Display;
use std::ops::RangeInclusive;
use std::str::FromStr;

use super::fields::within;
use crate::http::fault::Fault;

/// The parameters of a query, decoded.
pub(super) struct Query<'a>(Vec<(Cow<'a, str>, Cow<'a, str>)>);

impl<'a> Query<'a> {
    pub(super) fn parse(query: &'a str) -> Self {
        Self(url::form_urlencoded::parse(query.as_bytes()).collect())
    }

    /// Returns a text within the limits of the type `T`.
    pub(super) fn text<T>(&self, name: &str) -> Result<Option<&str>, Fault>
    where
        T: FromStr,
        T::Err: Display,
    {
        let Some(text) = self.single(name)? else { return Ok(None) };
        within::<T>(name, text).map(|()| Some(text))
    }

    /// Returns a text that is required.
    pub(super) fn required<T>(&self, name: &str) -> Result<&str, Fault>
    where
        T: FromStr,
        T::Err: Display,
    {
        self.text::<T>(name)?.ok_or_else(|| missing(name))
    }

    /// Returns a whole number that is required.
    pub(super) fn required_number(&self, name: &str, range: RangeInclusive<u32>) -> Result<u32, Fault> {
        self.number(name, range)?.ok_or_else(|| missing(name))
    }

    /// Returns a whole number within a range.
    pub(super) fn number(&self, name: &str, range: RangeInclusive<u32>) -> Result<Option<u32>, Fault> {
        let Some(text) = self.single(name)? else { return Ok(None) };
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        let number = text.parse().ok().filter(|number| digits && range.contains(number));
        let fault =
            || Fault::invalid_parameter(format!("{name} is not a number from {} to {}", range.start(), range.end()));
        number.ok_or_else(fault).map(Some)
    }

    /// Returns a boolean, which must be `true` or `false`.
    pub(super) fn boolean(&self, name: &str) -> Result<Option<bool>, Fault> {
        let Some(text) = self.single(name)? else { return Ok(None) };
        text.parse().map(Some).map_err(|_| Fault::invalid_parameter(format!("{name} is neither true nor false")))
    }

    /// Returns the requested part of a list.
    pub(super) fn page(&self) -> Result<Page, Fault> {
        let offset = self.number("offset", 0..=i32::MAX.unsigned_abs())?.unwrap_or(0);
        let limit = self.number("limit", 1..=100)?.unwrap_or(10);
        Ok(Page { offset, limit })
    }

    fn single(&self, name: &str) -> Result<Option<&str>, Fault> {
        let mut values = self.0.iter().filter(|(known, _)| known == name).map(|(_, value)| value.as_ref());
        match (values.next(), values.next()) {
            (_, Some(_)) => Err(Fault::invalid_parameter(format!("{name} occurs twice"))),
            (value, None) => Ok(value),
        }
    }
}

fn missing(name: &str) -> Fault {
    Fault::invalid_parameter(format!("{name} is missing"))
}

/// The requested part of a list.
pub(super) struct Page {
    offset: u32,
    limit: u32,
}

impl Page {
    pub(super) fn of<T>(&self, all: impl IntoIterator<Item = T>) -> Vec<T> {
        let (offset, limit) = (usize::try_from(self.offset), usize::try_from(self.limit));
        all.into_iter().skip(offset.unwrap_or(usize::MAX)).take(limit.unwrap_or(usize::MAX)).collect()
    }
}
