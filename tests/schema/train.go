// Trains a voice with the client that Redocly made: train RECORDING.zip
package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log"
	"net/http"
	"os"
	"time"

	"train/metastudio"
)

func main() {
	ctx, project := context.Background(), os.Getenv("PROJECT_ID")
	client := metastudio.New(metastudio.Config{
		ServerURL: os.Getenv("ENDPOINT"),
		Auth: metastudio.Auth{APIKey: map[string]func() string{
			"tokenAuth": func() string { return os.Getenv("TOKEN") },
		}},
	})

	sex, language, kind := metastudio.SexFemale, "CN", metastudio.CreateTypePackage
	body := metastudio.CreateTrainingJobReq{
		VoiceName: "温柔 女声 & co", Sex: &sex, Language: &language, CreateType: &kind,
	}
	created, err := client.CreateTrainingAdvanceJob(ctx, project, body)
	check(err)

	recording, err := os.ReadFile(os.Args[1])
	check(err)
	put, err := http.NewRequest(http.MethodPut, *created.TrainingDataUploadingUrl, bytes.NewReader(recording))
	check(err)
	put.Header.Set("Content-Type", "application/zip")
	uploaded, err := http.DefaultClient.Do(put)
	check(err)
	if uploaded.StatusCode != http.StatusOK {
		log.Fatal(uploaded.Status)
	}

	check(client.CommitVoiceTrainingJob(ctx, project, created.JobId, metastudio.CommitJobReq{}))

	var job metastudio.TrainingJobInfo
	for range 300 {
		job, err = client.ShowVoiceTrainingJob(ctx, project, created.JobId)
		check(err)
		state := *job.State
		if state == metastudio.JobStateSucceed || state == metastudio.JobStateFailed ||
			state == metastudio.JobStateAuditFailed {
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	if *job.State != metastudio.JobStateSucceed || *job.VoiceName != body.VoiceName {
		log.Fatalf("%s: %s", *job.VoiceName, *job.State)
	}

	var refused *metastudio.APIError
	_, err = client.ShowVoiceTrainingJob(ctx, project, "no-such-job")
	if !errors.As(err, &refused) || refused.Body == nil {
		log.Fatalf("an unknown job: %v", err)
	}
	fmt.Println("asset_id:", *job.AssetId)
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
