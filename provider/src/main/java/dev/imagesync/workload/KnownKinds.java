package dev.imagesync.workload;

import java.util.List;
import java.util.stream.Stream;

/** The operators that people run, and where their custom resources name an image; the CRDs of each project say so. */
final class KnownKinds {

    static final List<KindPath> PATHS = Stream.of(
                    // Prometheus Operator
                    "monitoring.coreos.com/Prometheus: spec.image",
                    "monitoring.coreos.com/Prometheus: spec.thanos.image",
                    "monitoring.coreos.com/PrometheusAgent: spec.image",
                    "monitoring.coreos.com/Alertmanager: spec.image",
                    "monitoring.coreos.com/ThanosRuler: spec.image",
                    // OpenTelemetry and Jaeger
                    "opentelemetry.io/OpenTelemetryCollector: spec.image",
                    "opentelemetry.io/TargetAllocator: spec.image",
                    "jaegertracing.io/Jaeger: spec.allInOne.image",
                    // Elastic Cloud on Kubernetes
                    "elasticsearch.k8s.elastic.co/Elasticsearch: spec.image",
                    "kibana.k8s.elastic.co/Kibana: spec.image",
                    "logstash.k8s.elastic.co/Logstash: spec.image",
                    "beat.k8s.elastic.co/Beat: spec.image",
                    "agent.k8s.elastic.co/Agent: spec.image",
                    "apm.k8s.elastic.co/ApmServer: spec.image",
                    // Databases
                    "postgresql.cnpg.io/Cluster: spec.imageName",
                    "postgresql.cnpg.io/ImageCatalog: spec.images[*].image",
                    "postgresql.cnpg.io/ClusterImageCatalog: spec.images[*].image",
                    "postgres-operator.crunchydata.com/PostgresCluster: spec.image",
                    "rabbitmq.com/RabbitmqCluster: spec.image",
                    "k8s.mariadb.com/MariaDB: spec.image",
                    "k8s.mariadb.com/MaxScale: spec.image",
                    "redis.redis.opstreelabs.in/Redis: spec.kubernetesConfig.image",
                    "redis.redis.opstreelabs.in/RedisCluster: spec.kubernetesConfig.image",
                    "pxc.percona.com/PerconaXtraDBCluster: spec.pxc.image",
                    "pxc.percona.com/PerconaXtraDBCluster: spec.haproxy.image",
                    "pxc.percona.com/PerconaXtraDBCluster: spec.proxysql.image",
                    "psmdb.percona.com/PerconaServerMongoDB: spec.image",
                    // Kafka
                    "kafka.strimzi.io/Kafka: spec.kafka.image",
                    "kafka.strimzi.io/Kafka: spec.zookeeper.image",
                    "kafka.strimzi.io/KafkaConnect: spec.image",
                    "kafka.strimzi.io/KafkaBridge: spec.image",
                    "kafka.strimzi.io/KafkaMirrorMaker2: spec.image",
                    // Workflows and builds
                    "argoproj.io/Workflow: spec.templates[*].container.image",
                    "argoproj.io/Workflow: spec.templates[*].script.image",
                    "argoproj.io/WorkflowTemplate: spec.templates[*].container.image",
                    "argoproj.io/WorkflowTemplate: spec.templates[*].script.image",
                    "argoproj.io/ClusterWorkflowTemplate: spec.templates[*].container.image",
                    "argoproj.io/ClusterWorkflowTemplate: spec.templates[*].script.image",
                    "argoproj.io/CronWorkflow: spec.workflowSpec.templates[*].container.image",
                    "argoproj.io/CronWorkflow: spec.workflowSpec.templates[*].script.image",
                    "argoproj.io/ArgoCD: spec.image",
                    "tekton.dev/Task: spec.steps[*].image",
                    "tekton.dev/Task: spec.sidecars[*].image",
                    "tekton.dev/Task: spec.stepTemplate.image",
                    "tekton.dev/ClusterTask: spec.steps[*].image",
                    "tekton.dev/StepAction: spec.image",
                    "tekton.dev/Pipeline: spec.tasks[*].taskSpec.steps[*].image")
            .map(KindPath::parse)
            .toList();

    private KnownKinds() {}
}
