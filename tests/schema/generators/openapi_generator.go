// Trains a voice with the client that openapi-generator made: train RECORDING.zip
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"os"
	"time"

	metastudio "train/clients/go"
)

func main() {
	configuration := metastudio.NewConfiguration()
	configuration.Servers = metastudio.ServerConfigurations{{URL: os.Getenv("ENDPOINT")}}
	api := metastudio.NewAPIClient(configuration).VoiceTrainingAPI
	keys := map[string]metastudio.APIKey{"tokenAuth": {Key: os.Getenv("TOKEN")}}
	ctx := context.WithValue(context.Background(), metastudio.ContextAPIKeys, keys)
	project := os.Getenv("PROJECT_ID")

	body := metastudio.NewCreateTrainingJobReq("温柔 女声 & co")
	body.SetSex("FEMALE")
	body.SetLanguage("CN")
	body.SetCreateType("PACKAGE")
	created, _, err := api.CreateTrainingAdvanceJob(ctx, project).CreateTrainingJobReq(*body).Execute()
	check(err)

	recording, err := os.ReadFile(os.Args[1])
	check(err)
	upload, err := http.NewRequest(http.MethodPut, created.GetTrainingDataUploadingUrl(), bytes.NewReader(recording))
	check(err)
	upload.Header.Set("Content-Type", "application/zip")
	uploaded, err := http.DefaultClient.Do(upload)
	check(err)
	if uploaded.StatusCode != http.StatusOK {
		log.Fatal(uploaded.Status)
	}

	commit := api.CommitVoiceTrainingJob(ctx, project, created.JobId)
	_, err = commit.CommitJobReq(*metastudio.NewCommitJobReq()).Execute()
	check(err)

	var job *metastudio.TrainingJobInfo
	for asked := 0; asked < 300; asked++ {
		job, _, err = api.ShowVoiceTrainingJob(ctx, project, created.JobId).Execute()
		check(err)
		state := job.GetState()
		if state == "SUCCEED" || state == "FAILED" || state == "AUDIT_FAILED" {
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	if job.GetState() != "SUCCEED" || job.GetVoiceName() != body.VoiceName {
		log.Fatal(job.GetState())
	}

	_, _, err = api.ShowVoiceTrainingJob(ctx, project, "no-such-job").Execute()
	refused, ok := err.(*metastudio.GenericOpenAPIError)
	if !ok {
		log.Fatal("an unknown job is no error: ", err)
	}
	if reason, ok := refused.Model().(metastudio.ErrorResponse); !ok || reason.GetErrorCode() == "" {
		log.Fatal(refused)
	}

	// A state that a later version of the service has.
	var later metastudio.TrainingJobInfo
	check(json.Unmarshal([]byte(`{"state": "WHISPERING"}`), &later))
	if later.GetState() != "WHISPERING" {
		log.Fatal(later.GetState())
	}
	fmt.Println("asset_id:", job.GetAssetId())
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
