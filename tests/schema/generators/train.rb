# Trains a voice with the client that openapi-generator made: ruby -I CLIENT_FOLDER/lib train.rb RECORDING.zip

require "uri"

require "openapi_client"

OpenapiClient.configure do |config|
  endpoint = URI(ENV.fetch("ENDPOINT"))
  config.scheme = endpoint.scheme
  config.host = "#{endpoint.host}:#{endpoint.port}"
  config.api_key["X-Auth-Token"] = ENV.fetch("TOKEN")
  config.timeout = 60
end
api = OpenapiClient::VoiceTrainingApi.new
project = ENV.fetch("PROJECT_ID")

request = OpenapiClient::CreateTrainingJobReq.new(
  voice_name: "温柔 女声 & co", sex: "FEMALE", language: "CN", create_type: "PACKAGE"
)
created = api.create_training_advance_job(project, request)

uploaded = Typhoeus.put(
  created.training_data_uploading_url,
  headers: { "Content-Type" => "application/zip" }, body: File.binread(ARGV.fetch(0)), timeout: 60
)
raise uploaded.body unless uploaded.success?

api.commit_voice_training_job(project, created.job_id, OpenapiClient::CommitJobReq.new)

job = nil
300.times do
  job = api.show_voice_training_job(project, created.job_id)
  break if %w[SUCCEED FAILED AUDIT_FAILED].include?(job.state)

  sleep 0.1
end
raise job.inspect unless job.state == "SUCCEED" && job.voice_name == request.voice_name

begin
  raise api.show_voice_training_job(project, "no-such-job").inspect
rescue OpenapiClient::ApiError => refused
  raise unless JSON.parse(refused.response_body).fetch("error_code")
end

# A state that a later version of the service has.
later = OpenapiClient::TrainingJobInfo.build_from_hash({ state: "WHISPERING" })
raise later.inspect unless later.state == "WHISPERING"

puts "asset_id: #{job.asset_id}"
