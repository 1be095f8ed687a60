//! `ListVoiceTrainingJob`: filters and sorts the jobs, and returns a page of them.

use axum::body::Body;
use axum::http::Response;
use metastudio_voice::types;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::call::{Call, filled, json_with_list};
use super::fields::Query;
use super::job::job_info;
use crate::http::fault::Fault;
use crate::state::clock::unix;
use crate::state::job::Job;

pub(super) async fn list(call: &Call) -> Result<Response<Body>, Fault> {
    let query = Query::parse(&call.query);
    let filter = Filter::parse(&query)?;
    let order = Order::parse(&query)?;
    let page = query.page()?;
    let (count, infos) = {
        let mut state = call.app.state();
        let mut jobs: Vec<&Job> = state.jobs().filter(|job| job.unlisted == 0 && filter.takes(job)).collect();
        order.sort(&mut jobs);
        let count = jobs.len();
        let jobs = page.of(jobs);
        let ids: Vec<String> = jobs.iter().map(|job| job.id.clone()).collect();
        let infos = jobs.into_iter().map(|job| job_info(&state, job)).collect::<Vec<_>>();
        state.listed();
        // So are many jobs watched with one call.
        if filter.states.is_some() {
            ids.iter().for_each(|id| state.polled(id));
        }
        (count, infos)
    };
    let mut jobs = Vec::with_capacity(infos.len());
    for info in infos {
        jobs.push(info.with_urls(&call.app).await?);
    }
    json_with_list(&filled!(ListTrainingJobsInfo { count: i64::try_from(count).ok(), jobs: jobs }), "jobs")
}

/// The conditions that a listed job meets.
struct Filter<'a> {
    job_id: Option<&'a str>,
    voice_name: Option<&'a str>,
    tag: Option<&'a str>,
    job_type: Option<&'a str>,
    batch_name: Option<&'a str>,
    states: Option<Vec<&'a str>>,
    created: Span,
    updated: Span,
    on_demand_only: bool,
}

impl<'a> Filter<'a> {
    fn parse(query: &'a Query<'_>) -> Result<Self, Fault> {
        let states: Option<Vec<&str>> =
            query.text::<types::StateFilter>("state")?.map(|text| text.split(',').collect());
        for state in states.iter().flatten() {
            if !types::JobState::KNOWN.contains(state) {
                return Err(Fault::invalid_parameter(format!("state {state} is not known")));
            }
        }
        Ok(Self {
            job_id: query.text::<types::JobId>("job_id")?,
            voice_name: query.text::<types::VoiceNameFilter>("voice_name")?,
            tag: query.text::<types::TagFilter>("tag")?,
            job_type: query.text::<types::JobTypeFilter>("job_type")?,
            batch_name: query.text::<types::BatchName>("batch_name")?,
            states,
            created: Span::parse(query, "create_since", "create_until")?,
            updated: Span::parse(query, "update_since", "update_until")?,
            on_demand_only: query.boolean("is_ondemand_resource")? == Some(true),
        })
    }

    fn takes(&self, job: &Job) -> bool {
        let metadata = &job.metadata;
        let is = |wanted: Option<&str>, value: Option<&str>| wanted.is_none_or(|wanted| value == Some(wanted));
        is(self.job_id, Some(&job.id))
            && self.voice_name.is_none_or(|part| metadata.voice_name.contains(part))
            && is(self.tag, metadata.tag.as_deref())
            && is(self.job_type, Some(job.edition.name()))
            && is(self.batch_name, metadata.batch_name.as_deref())
            && self.states.as_ref().is_none_or(|states| states.contains(&job.state.as_str()))
            && self.created.takes(unix(job.created))
            && self.updated.takes(unix(job.updated))
            && (!self.on_demand_only || metadata.is_ondemand_resource == Some(true))
    }
}

/// A period in Unix seconds, with both ends included.
struct Span {
    since: Option<i64>,
    until: Option<i64>,
}

impl Span {
    fn parse(query: &Query<'_>, since: &str, until: &str) -> Result<Self, Fault> {
        let time = |name| -> Result<Option<i64>, Fault> {
            let Some(text) = query.text::<types::TimeFilter>(name)?.filter(|text| !text.is_empty()) else {
                return Ok(None);
            };
            let time = OffsetDateTime::parse(text, &Rfc3339);
            let fault = |_| Fault::invalid_parameter(format!("{name} is not a time such as 2021-01-10T08:43:17Z"));
            time.map(|time| Some(time.unix_timestamp())).map_err(fault)
        };
        Ok(Self { since: time(since)?, until: time(until)? })
    }

    fn takes(&self, time: i64) -> bool {
        self.since.is_none_or(|since| time >= since) && self.until.is_none_or(|until| time <= until)
    }
}

/// The order of the list.
struct Order {
    by_update: bool,
    ascending: bool,
}

impl Order {
    fn parse(query: &Query<'_>) -> Result<Self, Fault> {
        let by_update = match query.text::<types::SortKey>("sort_key")? {
            // The documentation spells the second one like this.
            None | Some("create_time" | "ceate_time") => false,
            Some("update_time") => true,
            Some(_) => return Err(Fault::invalid_parameter("sort_key is neither create_time nor update_time")),
        };
        let ascending = match query.text::<types::SortDir>("sort_dir")? {
            None | Some("desc") => false,
            Some("asc") => true,
            Some(_) => return Err(Fault::invalid_parameter("sort_dir is neither asc nor desc")),
        };
        Ok(Self { by_update, ascending })
    }

    /// Sorts jobs that are given in the order of creation. That order decides between equal times.
    fn sort(&self, jobs: &mut [&Job]) {
        let time = |job: &Job| unix(if self.by_update { job.updated } else { job.created });
        jobs.sort_by_key(|job| time(job));
        if !self.ascending {
            jobs.reverse();
        }
    }
}
