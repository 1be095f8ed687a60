//! Calls an operation that only the consumer's own spec has.

use metastudio_voice::{Client, Credentials, operations};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let endpoint = std::env::args().nth(1).ok_or("the endpoint is missing")?;
    let client =
        Client::builder().endpoint(&endpoint).project_id("p").credentials(Credentials::token("token")?).build().await?;
    let thing = client.show_new_thing().thing_id("a-1").send().await?;
    println!("{}: {:?}, {:?}", operations::SHOW_NEW_THING.id, thing.mood, thing.parts);
    Ok(())
}
