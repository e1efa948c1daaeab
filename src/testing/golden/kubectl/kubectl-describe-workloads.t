$ cat > w.yaml <<Y
> apiVersion: apps/v1
> kind: Deployment
> metadata: {name: web, labels: {app: web}, annotations: {owner: team-a}}
> spec:
>   replicas: 2
>   minReadySeconds: 1
>   strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 50%, maxUnavailable: 1}}
>   selector: {matchLabels: {app: web}, matchExpressions: [{key: tier, operator: In, values: [front, edge]}]}
>   template:
>     metadata: {labels: {app: web, tier: front}, annotations: {prometheus.io/scrape: "true"}}
>     spec:
>       serviceAccountName: default
>       priorityClassName: system-cluster-critical
>       initContainers: [{name: init, image: busybox, command: [sh, -c, "echo hi"]}, {name: side, image: envoy, restartPolicy: Always}]
>       containers:
>       - {name: nginx, image: nginx, ports: [{containerPort: 80, name: http}, {containerPort: 53, hostPort: 0, protocol: UDP}], env: [{name: A, value: b}, {name: N, valueFrom: {fieldRef: {fieldPath: metadata.name}}}, {name: S, valueFrom: {secretKeyRef: {name: s, key: k, optional: true}}}, {name: C, valueFrom: {configMapKeyRef: {name: c, key: k, optional: true}}}, {name: L, valueFrom: {resourceFieldRef: {resource: limits.cpu}}}], envFrom: [{configMapRef: {name: cm, optional: true}}, {secretRef: {name: sec, optional: true}, prefix: P_}], livenessProbe: {httpGet: {path: /healthz, port: http, httpHeaders: [{name: X, value: y}]}, initialDelaySeconds: 3}, readinessProbe: {tcpSocket: {port: 80}}, startupProbe: {exec: {command: [cat, /tmp/x]}, failureThreshold: 30}, resources: {limits: {cpu: 200m, memory: 64Mi}, requests: {cpu: 100m}}, volumeMounts: [{name: e, mountPath: /e}, {name: c, mountPath: /c, readOnly: true, subPath: x}]}
>       - {name: grpc, image: g, livenessProbe: {grpc: {port: 9000, service: svc}}, args: [--x, "y z"]}
>       volumes: [{name: e, emptyDir: {medium: Memory, sizeLimit: 1Gi}}, {name: c, configMap: {name: cm, optional: true}}, {name: h, hostPath: {path: /var/log, type: Directory}}, {name: p, projected: {sources: [{downwardAPI: {items: [{path: labels, fieldRef: {fieldPath: metadata.labels}}]}}, {secret: {name: s, optional: true}}, {serviceAccountToken: {path: t, audience: a}}]}}, {name: pvc, persistentVolumeClaim: {claimName: data, readOnly: true}}, {name: d, downwardAPI: {items: [{path: cpu, resourceFieldRef: {containerName: nginx, resource: limits.cpu}}]}}, {name: nfs, nfs: {server: a, path: /b}}, {name: eph, ephemeral: {volumeClaimTemplate: {spec: {accessModes: [ReadWriteOnce], storageClassName: x, resources: {requests: {storage: 1Gi}}}}}}, {name: csi, csi: {driver: d.x, volumeAttributes: {a: b}}}, {name: img, image: {reference: r, pullPolicy: Always}}]
>       nodeSelector: {kubernetes.io/os: linux}
>       tolerations: [{key: dedicated, operator: Equal, value: gpu, effect: NoSchedule}, {operator: Exists, key: x, effect: NoExecute, tolerationSeconds: 60}]
>       topologySpreadConstraints: [{maxSkew: 1, topologyKey: zone, whenUnsatisfiable: ScheduleAnyway, labelSelector: {matchLabels: {app: web}}}]
>       hostNetwork: false
> Y
> kubectl apply -f w.yaml --dry-run=server; sed -i 's/system-cluster-critical/""/' w.yaml; kubectl apply -f w.yaml
! Error from server (BadRequest): error when creating "w.yaml": Deployment in version "v1" cannot be handled as a Deployment: json: cannot unmarshal bool into Go struct field EnvVar.spec.template.spec.containers.env.name of type string
! Error from server (BadRequest): error when creating "w.yaml": Deployment in version "v1" cannot be handled as a Deployment: json: cannot unmarshal bool into Go struct field EnvVar.spec.template.spec.containers.env.name of type string
[1]

$ kubectl describe deploy web | grep -v -e last-applied -e '^ *{"' -e '^Events' -e '^  *Type ' -e '-----' -e ScalingReplicaSet | sed 's/web-[a-z0-9]*/web-HASH/'
! Error from server (NotFound): deployments.apps "web" not found

$ kubectl describe rs -l app=web | sed -n '/^Selector/,/^Pod Temp/p' | sed 's/hash=.*/hash=H/;s/web-[a-z0-9]*/web-HASH/'
! No resources found in g-kubectl-describe-workloads namespace.

$ P=$(kubectl get pods -l app=web -o name | head -1); for i in $(seq 50); do kubectl get $P -o jsonpath='{.status.conditions}' | grep -q PodScheduled && break; sleep 0.1; done; kubectl describe $P | sed -n '/^  nginx:/,/^  grpc:/p' | sed 's/web-[a-z0-9-]*/POD/'
! You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.
! 
! error: Required resource not specified.
! Use "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).
! See 'kubectl get -h' for help and examples
! You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.
! 
! error: Required resource not specified.
! Use "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).
! See 'kubectl get -h' for help and examples
! You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.
! 
! error: Required resource not specified.
! Use "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).
! See 'kubectl get -h' for help and examples
! You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.
! 
! error: Required resource not specified.
! Use "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).
! See 'kubectl get -h' for help and examples
! You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.
! 
! error: Required resource not specified.
! Use "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).
! See 'kubectl get -h' for help and examples
! You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.
! 
! error: Required resource not specified.
! Use "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).
! See 'kubectl get -h' for help and examples
! You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.
! 
! error: Required resource not specified.
! Use "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).
! See 'kubectl get -h' for help and examples
! You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.
! 
! error: Required resource not specified.
! Use "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).
! See 'kubectl get -h' for help and examples
! You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.
! 
! error: Required resource not specified.
! Use "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).
! See 'kubectl get -h' for help and examples
! You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.
! 
! error: Required resource not specified.
! Use "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).
! See 'kubectl get -h' for help and examples
! You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.
! 
! error: Required resource not specified.
! Use "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).
! See 'kubectl get -h' for help and examples
! You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.
! 
! error: Required resource not specified.
! Use "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).
! See 'kubectl get -h' for help and examples
! You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.
! 
! error: Required resource not specified.
! Use "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).
! See 'kubectl get -h' for help and examples
! You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.
! 
! error: Required resource not specified.
! Use "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).
! See 'kubectl get -h' for help and examples
! You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.
! 
! error: Required resource not specified.
! Use "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).
! See 'kubectl get -h' for help and examples
! You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.
! 
! error: Required resource not specified.
! Use "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).
! See 'kubectl get -h' for help and examples
! You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.
! 
! error: Required resource not specified.
! Use "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).
! See 'kubectl get -h' for help and examples
! You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.
! 
! error: Required resource not specified.
! Use "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).
! See 'kubectl get -h' for help and examples
! You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.
! 
! error: Required resource not specified.
! Use "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).
! See 'kubectl get -h' for help and examples
! You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.
! 
! error: Required resource not specified.
! Use "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).
! See 'kubectl get -h' for help and examples
! You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.
! 
! error: Required resource not specified.
! Use "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).
! See 'kubectl get -h' for help and examples
! You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.
! 
! error: Required resource not specified.
! Use "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).
! See 'kubectl get -h' for help and examples
! You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.
! 
! error: Required resource not specified.
! Use "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).
! See 'kubectl get -h' for help and examples
! You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.
! 
! error: Required resource not specified.
! Use "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).
! See 'kubectl get -h' for help and examples
! You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.
! 
! error: Required resource not specified.
! Use "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).
! See 'kubectl get -h' for help and examples
! You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.
! 
! error: Required resource not specified.
! Use "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).
! See 'kubectl get -h' for help and examples
! You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.
! 
! error: Required resource not specified.
! Use "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).
! See 'kubectl get -h' for help and examples
! You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.
! 
! error: Required resource not specified.
! Use "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).
! See 'kubectl get -h' for help and examples
! You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.
! 
! error: Required resource not specified.
! Use "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).
! See 'kubectl get -h' for help and examples
! You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.
! 
! error: Required resource not specified.
! Use "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).
! See 'kubectl get -h' for help and examples
! You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.
! 
! error: Required resource not specified.
! Use "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).
! See 'kubectl get -h' for help and examples
! You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.
! 
! error: Required resource not specified.
! Use "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).
! See 'kubectl get -h' for help and examples
! You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.
! 
! error: Required resource not specified.
! Use "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).
! See 'kubectl get -h' for help and examples
! You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.
! 
! error: Required resource not specified.
! Use "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).
! See 'kubectl get -h' for help and examples
! You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.
! 
! error: Required resource not specified.
! Use "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).
! See 'kubectl get -h' for help and examples
! You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.
! 
! error: Required resource not specified.
! Use "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).
! See 'kubectl get -h' for help and examples
! You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.
! 
! error: Required resource not specified.
! Use "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).
! See 'kubectl get -h' for help and examples
! You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.
! 
! error: Required resource not specified.
! Use "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).
! See 'kubectl get -h' for help and examples
! You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.
! 
! error: Required resource not specified.
! Use "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).
! See 'kubectl get -h' for help and examples
! You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.
! 
! error: Required resource not specified.
! Use "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).
! See 'kubectl get -h' for help and examples
! You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.
! 
! error: Required resource not specified.
! Use "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).
! See 'kubectl get -h' for help and examples
! You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.
! 
! error: Required resource not specified.
! Use "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).
! See 'kubectl get -h' for help and examples
! You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.
! 
! error: Required resource not specified.
! Use "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).
! See 'kubectl get -h' for help and examples
! You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.
! 
! error: Required resource not specified.
! Use "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).
! See 'kubectl get -h' for help and examples
! You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.
! 
! error: Required resource not specified.
! Use "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).
! See 'kubectl get -h' for help and examples
! You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.
! 
! error: Required resource not specified.
! Use "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).
! See 'kubectl get -h' for help and examples
! You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.
! 
! error: Required resource not specified.
! Use "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).
! See 'kubectl get -h' for help and examples
! You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.
! 
! error: Required resource not specified.
! Use "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).
! See 'kubectl get -h' for help and examples
! You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.
! 
! error: Required resource not specified.
! Use "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).
! See 'kubectl get -h' for help and examples
! You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.
! 
! error: Required resource not specified.
! Use "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).
! See 'kubectl get -h' for help and examples
! error: You must specify the type of resource to describe. Use "kubectl api-resources" for a complete list of supported resources.

$ kubectl describe $P | sed -n '/^Volumes:/,/^Events/p' | sed 's/kube-api-access-.*/kube-api-access-X:/;s/web-[a-z0-9-]*/POD/'
! error: You must specify the type of resource to describe. Use "kubectl api-resources" for a complete list of supported resources.

$ kubectl delete deploy web; kubectl apply -f - <<Y
> apiVersion: apps/v1
> kind: StatefulSet
> metadata: {name: db, labels: {app: db}}
> spec:
>   serviceName: db
>   replicas: 2
>   podManagementPolicy: Parallel
>   updateStrategy: {type: RollingUpdate, rollingUpdate: {partition: 1}}
>   persistentVolumeClaimRetentionPolicy: {whenDeleted: Delete}
>   ordinals: {start: 3}
>   selector: {matchLabels: {app: db}}
>   template: {metadata: {labels: {app: db}}, spec: {terminationGracePeriodSeconds: 5, containers: [{name: db, image: pg}]}}
> ---
> apiVersion: apps/v1
> kind: DaemonSet
> metadata: {name: agent}
> spec:
>   updateStrategy: {type: OnDelete}
>   selector: {matchLabels: {app: agent}}
>   template: {metadata: {labels: {app: agent}}, spec: {hostPID: true, containers: [{name: a, image: i, securityContext: {privileged: true}, volumeMounts: [{name: l, mountPath: /log, mountPropagation: HostToContainer}]}], volumes: [{name: l, hostPath: {path: /var/log}}], tolerations: [{operator: Exists}]}}
> ---
> apiVersion: batch/v1
> kind: CronJob
> metadata: {name: nightly}
> spec: {schedule: "0 3 * * *", timeZone: Europe/Berlin, suspend: true, concurrencyPolicy: Replace, startingDeadlineSeconds: 100, successfulJobsHistoryLimit: 1, failedJobsHistoryLimit: 0, jobTemplate: {spec: {backoffLimit: 2, ttlSecondsAfterFinished: 60, template: {spec: {restartPolicy: OnFailure, containers: [{name: c, image: i, args: [a, b]}]}}}}}
> ---
> apiVersion: batch/v1
> kind: Job
> metadata: {name: idx, labels: {k: v}}
> spec: {completions: 3, parallelism: 1, completionMode: Indexed, backoffLimit: 1, activeDeadlineSeconds: 600, suspend: true, podReplacementPolicy: Failed, template: {spec: {restartPolicy: Never, containers: [{name: c, image: i, command: ["false"]}]}}}
> ---
> apiVersion: v1
> kind: ReplicationController
> metadata: {name: old}
> spec: {replicas: 1, selector: {app: old}, template: {metadata: {labels: {app: old}}, spec: {containers: [{name: c, image: i}]}}}
> Y
statefulset.apps/db created
daemonset.apps/agent created
cronjob.batch/nightly created
job.batch/idx created
replicationcontroller/old created
! Error from server (NotFound): deployments.apps "web" not found

$ kubectl rollout status sts/db --timeout=30s | tail -1; kubectl describe sts db | grep -v -e last-applied -e '^ *{"' | sed '/^Events/,$d'; kubectl describe ds agent | grep -v -e last-applied -e '^ *{"' | sed '/^Events/,$d'
partitioned roll out complete: 2 new pods have been updated...
Name:  db
Namespace:  g-kubectl-describe-workloads
CreationTimestamp:  <time>
Selector:  app=db
Labels:  app=db
Annotations:  <none>
Replicas:  2 desired | 2 total
Update Strategy:  RollingUpdate
  Partition:  1
Pods Status:  2 Running / 0 Waiting / 0 Succeeded / 0 Failed
Pod Template:
  Labels:  app=db
  Containers:
   db:
    Image:  pg
    Port:  <none>
    Host Port:  <none>
    Environment:  <none>
    Mounts:  <none>
  Volumes:  <none>
  Node-Selectors:  <none>
  Tolerations:  <none>
Volume Claims:  <none>
Name:  agent
Namespace:  g-kubectl-describe-workloads
Selector:  app=agent
Node-Selector:  <none>
Labels:  <none>
Annotations:  deprecated.daemonset.template.generation: 1
Desired Number of Nodes Scheduled: 3
Current Number of Nodes Scheduled: 3
Number of Nodes Scheduled with Up-to-date Pods: 3
Number of Nodes Scheduled with Available Pods: 3
Number of Nodes Misscheduled: 0
Pods Status:  3 Running / 0 Waiting / 0 Succeeded / 0 Failed
Pod Template:
  Labels:  app=agent
  Containers:
   a:
    Image:  i
    Port:  <none>
    Host Port:  <none>
    Environment:  <none>
    Mounts:
      /log from l (rw)
  Volumes:
   l:
    Type:  HostPath (bare host directory volume)
    Path:  /var/log
    HostPathType:
  Node-Selectors:  <none>
  Tolerations:  op=Exists

$ kubectl describe cj nightly | grep -v -e last-applied -e '^ *{"' ; kubectl describe job idx | grep -v -e last-applied -e '^ *{"' | sed 's/uid=.*/uid=X/'
Name:  nightly
Namespace:  g-kubectl-describe-workloads
Labels:  <none>
Annotations:  <none>
Schedule:  0 3 * * *
Concurrency Policy:  Replace
Suspend:  True
Successful Job History Limit:  1
Failed Job History Limit:  0
Starting Deadline Seconds:  <age>
Selector:  <unset>
Parallelism:  <unset>
Completions:  <unset>
Pod Template:
  Labels:  <none>
  Containers:
   c:
    Image:  i
    Port:  <none>
    Host Port:  <none>
    Args:
      a
      b
    Environment:  <none>
    Mounts:  <none>
  Volumes:  <none>
  Node-Selectors:  <none>
  Tolerations:  <none>
Last Schedule Time:  <unset>
Active Jobs:  <none>
Events:  <none>
Name:  idx
Namespace:  g-kubectl-describe-workloads
Selector:  batch.kubernetes.io/controller-uid=X
Labels:  k=v
Annotations:  <none>
Parallelism:  1
Completions:  3
Completion Mode:  Indexed
Suspend:  true
Backoff Limit:  1
Active Deadline Seconds:  <age>
Pods Statuses:  0 Active (0 Ready) / 0 Succeeded / 0 Failed
Completed Indexes:  <none>
Pod Template:
  Labels:  batch.kubernetes.io/controller-uid=X
           batch.kubernetes.io/job-name=idx
           controller-uid=X
           job-name=idx
  Containers:
   c:
    Image:  i
    Port:  <none>
    Host Port:  <none>
    Command:
      false
    Environment:  <none>
    Mounts:  <none>
  Volumes:  <none>
  Node-Selectors:  <none>
  Tolerations:  <none>
Events:
  Type  Reason  Age  From  Message
  ----  ------  ----  ----  -------
  Normal  Suspended  <age>  job-controller  Job suspended

$ kubectl describe rc old | grep -v -e last-applied -e '^ *{"' | sed '/^Events/,$d'; kubectl get sts,ds,cj,job,rc -o wide
Name:  old
Namespace:  g-kubectl-describe-workloads
Selector:  app=old
Labels:  app=old
Annotations:  <none>
Replicas:  1 current / 1 desired
Pods Status:  1 Running / 0 Waiting / 0 Succeeded / 0 Failed
Pod Template:
  Labels:  app=old
  Containers:
   c:
    Image:  i
    Port:  <none>
    Host Port:  <none>
    Environment:  <none>
    Mounts:  <none>
  Volumes:  <none>
  Node-Selectors:  <none>
  Tolerations:  <none>
NAME  READY  AGE  CONTAINERS  IMAGES
statefulset.apps/db  2/2  <age>  db  pg

NAME  DESIRED  CURRENT  READY  UP-TO-DATE  AVAILABLE  NODE SELECTOR  AGE  CONTAINERS  IMAGES  SELECTOR
daemonset.apps/agent  3  3  3  3  3  <none>  <age>  a  i  app=agent

NAME  SCHEDULE  TIMEZONE  SUSPEND  ACTIVE  LAST SCHEDULE  AGE  CONTAINERS  IMAGES  SELECTOR
cronjob.batch/nightly  0 3 * * *  Europe/Berlin  True  0  <none>  <age>  c  i  <none>

NAME  STATUS  COMPLETIONS  DURATION  AGE  CONTAINERS  IMAGES  SELECTOR
job.batch/idx  Suspended  0/3  <age>  c  i  batch.kubernetes.io/controller-uid=<uid>

NAME  DESIRED  CURRENT  READY  AGE  CONTAINERS  IMAGES  SELECTOR
replicationcontroller/old  1  1  1  <age>  c  i  app=old

$ kubectl describe pods -l app=db | grep -E '^(Name|Labels|Annotations|Status|Controlled|QoS| {14})' | grep -v topology | sed 's/hash=.*/hash=H/'; kubectl get pods -l app=db -o custom-columns=N:.metadata.name,H:.spec.hostname,S:.spec.subdomain,L:'.metadata.labels.apps\.kubernetes\.io/pod-index'
Name:  db-3
Namespace:  g-kubectl-describe-workloads
Labels:  app=db
                  apps.kubernetes.io/pod-index=3
                  controller-revision-hash=H
                  statefulset.kubernetes.io/pod-name=db-3
Annotations:  <none>
Status:  Running
Controlled By:  StatefulSet/db
QoS Class:  BestEffort
                             node.kubernetes.io/unreachable:NoExecute op=Exists for 300s
Name:  db-4
Namespace:  g-kubectl-describe-workloads
Labels:  app=db
                  apps.kubernetes.io/pod-index=4
                  controller-revision-hash=H
                  statefulset.kubernetes.io/pod-name=db-4
Annotations:  <none>
Status:  Running
Controlled By:  StatefulSet/db
QoS Class:  BestEffort
                             node.kubernetes.io/unreachable:NoExecute op=Exists for 300s
N  H  S  L
db-3  db-3  db  3
db-4  db-4  db  4

$ kubectl create job --from=cj/nightly manual; kubectl describe job manual | sed 's/uid=.*/uid=X/' | sed '/^Events/,$d'; kubectl get job manual -o jsonpath='{.metadata.annotations} {.metadata.ownerReferences[0].kind} {.metadata.ownerReferences[0].controller}{"\n"}'
job.batch/manual created
Name:  manual
Namespace:  g-kubectl-describe-workloads
Selector:  batch.kubernetes.io/controller-uid=X
Labels:  batch.kubernetes.io/controller-uid=X
                             batch.kubernetes.io/job-name=manual
                             controller-uid=X
                             job-name=manual
Annotations:  cronjob.kubernetes.io/instantiate: manual
Controlled By:  CronJob/nightly
Parallelism:  1
Completions:  1
Completion Mode:  NonIndexed
Suspend:  false
Backoff Limit:  2
TTL Seconds After Finished:  60
Start Time:  <time>
Pods Statuses:  1 Active (0 Ready) / 0 Succeeded / 0 Failed
Pod Template:
  Labels:  batch.kubernetes.io/controller-uid=X
           batch.kubernetes.io/job-name=manual
           controller-uid=X
           job-name=manual
  Containers:
   c:
    Image:  i
    Port:  <none>
    Host Port:  <none>
    Args:
      a
      b
    Environment:  <none>
    Mounts:  <none>
  Volumes:  <none>
  Node-Selectors:  <none>
  Tolerations:  <none>
{"cronjob.kubernetes.io/instantiate":"manual"} CronJob true

$ kubectl delete sts,ds,job,rc --all --wait=false; kubectl delete cj --all
statefulset.apps "db" deleted from g-kubectl-describe-workloads namespace
daemonset.apps "agent" deleted from g-kubectl-describe-workloads namespace
job.batch "idx" deleted from g-kubectl-describe-workloads namespace
job.batch "manual" deleted from g-kubectl-describe-workloads namespace
replicationcontroller "old" deleted from g-kubectl-describe-workloads namespace
cronjob.batch "nightly" deleted from g-kubectl-describe-workloads namespace
