$ kubectl apply -f - <<'Y'
> apiVersion: batch/v1
> kind: Job
> metadata: {name: indexed}
> spec:
>   completions: 3
>   parallelism: 3
>   completionMode: Indexed
>   backoffLimitPerIndex: 0
>   maxFailedIndexes: 3
>   template: {spec: {restartPolicy: Never, containers: [{name: c, image: "busybox:1.36", command: [sh, -c, 'echo index $JOB_COMPLETION_INDEX on $(hostname); [ $JOB_COMPLETION_INDEX != 1 ]']}]}}
> ---
> apiVersion: batch/v1
> kind: Job
> metadata: {name: policy}
> spec:
>   backoffLimit: 5
>   podFailurePolicy: {rules: [{action: FailJob, onExitCodes: {containerName: c, operator: In, values: [42]}}, {action: Ignore, onPodConditions: [{type: DisruptionTarget}]}]}
>   template: {spec: {restartPolicy: Never, containers: [{name: c, image: "busybox:1.36", command: [sh, -c, 'exit 42']}]}}
> ---
> apiVersion: batch/v1
> kind: Job
> metadata: {name: onfailure}
> spec:
>   backoffLimit: 4
>   template: {spec: {restartPolicy: OnFailure, containers: [{name: c, image: "busybox:1.36", command: [sh, -c, 'if [ -e /d/x ]; then echo done; exit 0; fi; touch /d/x; echo failing; exit 1'], volumeMounts: [{name: d, mountPath: /d}]}], volumes: [{name: d, emptyDir: {}}]}}
> ---
> apiVersion: batch/v1
> kind: Job
> metadata: {name: deadline}
> spec:
>   activeDeadlineSeconds: 3
>   template: {spec: {restartPolicy: Never, terminationGracePeriodSeconds: 1, containers: [{name: c, image: "busybox:1.36", command: [sleep, "3600"]}]}}
> ---
> apiVersion: batch/v1
> kind: Job
> metadata: {name: success}
> spec:
>   completions: 2
>   parallelism: 2
>   completionMode: Indexed
>   successPolicy: {rules: [{succeededIndexes: "0"}]}
>   template: {spec: {restartPolicy: Never, terminationGracePeriodSeconds: 1, containers: [{name: c, image: "busybox:1.36", command: [sh, -c, '[ $JOB_COMPLETION_INDEX = 0 ] || sleep 3600']}]}}
> Y
job.batch/indexed created
job.batch/policy created
job.batch/onfailure created
job.batch/deadline created
job.batch/success created

$ kubectl wait --for=condition=Failed job/indexed job/policy job/deadline --timeout=90s; kubectl wait --for=condition=Complete job/onfailure job/success --timeout=90s
job.batch/indexed condition met
job.batch/policy condition met
job.batch/deadline condition met
job.batch/onfailure condition met
job.batch/success condition met

$ kubectl get jobs | awk '{print $1,$2,$3}'
NAME STATUS COMPLETIONS
deadline Failed 0/1
indexed Failed 2/3
onfailure Complete 1/1
policy Failed 0/1
success Complete 1/2

$ kubectl get job indexed policy onfailure deadline success -o jsonpath='{range .items[*]}{.metadata.name}: {.status.succeeded}/{.status.failed} {.status.completedIndexes}/{.status.failedIndexes} {range .status.conditions[*]}{.type}={.reason}: {.message}; {end}{"\n"}{end}' | sed -E 's/(policy|indexed)-[0-9a-z-]+/\1-POD/g'
indexed: 2/1 0,2/1 FailureTarget=FailedIndexes: Job has failed indexes; Failed=FailedIndexes: Job has failed indexes;
policy: /1 / FailureTarget=PodFailurePolicy: Container c for pod g-kubelet-jobs-real/policy-POD failed with exit code 42 matching FailJob rule at index 0; Failed=PodFailurePolicy: Container c for pod g-kubelet-jobs-real/policy-POD failed with exit code 42 matching FailJob rule at index 0;
onfailure: 1/ / SuccessCriteriaMet=CompletionsReached: Reached expected number of succeeded pods; Complete=CompletionsReached: Reached expected number of succeeded pods;
deadline: /1 / FailureTarget=DeadlineExceeded: Job was active longer than specified deadline; Failed=DeadlineExceeded: Job was active longer than specified deadline;
success: 1/ 0/ SuccessCriteriaMet=SuccessPolicy: Matched rules at index 0; Complete=SuccessPolicy: Matched rules at index 0;

$ kubectl get pods -l job-name=indexed -o jsonpath='{range .items[*]}{.metadata.labels.batch\.kubernetes\.io/job-completion-index} {.status.phase} {.spec.hostname}{"\n"}{end}' | sort; kubectl logs -l job-name=indexed | sort
0 Succeeded indexed-0
1 Failed indexed-1
2 Succeeded indexed-2
index 0 on indexed-0
index 1 on indexed-1
index 2 on indexed-2

$ kubectl get pods -l job-name=onfailure --no-headers | awk '{print $2,$3,$4}'; kubectl logs job/onfailure; kubectl get pods -l job-name=onfailure -o jsonpath='{.items[0].status.containerStatuses[0].restartCount}{"\n"}'
0/1 Completed 1
done
1

$ kubectl get pods -l job-name=policy -o jsonpath='{range .items[*]}{.status.phase} {.status.containerStatuses[0].state.terminated.exitCode} {.metadata.finalizers}{"\n"}{end}'
Failed 42

$ kubectl events --for job/policy --no-headers | awk '{print $2,$3}' | sort | uniq -c | sed 's/^ *//'; kubectl events --for job/deadline --no-headers | awk '{print $2,$3}' | sort | uniq -c | sed 's/^ *//'
1 Normal SuccessfulCreate
1 Warning PodFailurePolicy
1 Normal SuccessfulCreate
1 Normal SuccessfulDelete
1 Warning DeadlineExceeded

$ kubectl create cronjob tick --image=busybox:1.36 --schedule='*/5 * * * *' -- sh -c 'echo tick'; kubectl create job once --from=cronjob/tick; kubectl wait --for=condition=Complete job/once --timeout=60s; kubectl logs job/once; kubectl get job once -o jsonpath='{.metadata.annotations} {.metadata.ownerReferences[0].kind} {.status.startTime}{"\n"}' | sed -E 's/[0-9]{4}-.*Z/TIME/'
cronjob.batch/tick created
job.batch/once created
job.batch/once condition met
tick
{"cronjob.kubernetes.io/instantiate":"manual"} CronJob TIME

$ kubectl delete cronjob,job --all | sort
cronjob.batch "tick" deleted from g-kubelet-jobs-real namespace
job.batch "deadline" deleted from g-kubelet-jobs-real namespace
job.batch "indexed" deleted from g-kubelet-jobs-real namespace
job.batch "onfailure" deleted from g-kubelet-jobs-real namespace
job.batch "policy" deleted from g-kubelet-jobs-real namespace
job.batch "success" deleted from g-kubelet-jobs-real namespace
