# The locked environment and the program, without data. Mount a project folder at /project:
#   docker build -t thuiszitters .
#   docker run --rm -v "$PWD":/project thuiszitters snakemake --cores all
FROM python:3.11-slim-bookworm
RUN apt-get update && apt-get install -y --no-install-recommends fonts-dejavu-core \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /opt/thuiszitters
COPY requirements.lock ./
RUN python -m pip install --no-cache-dir --require-hashes --compile -r requirements.lock
COPY . .
RUN python -m pip install --no-cache-dir --no-deps --no-build-isolation .
WORKDIR /project
CMD ["thuiszitters", "--help"]
